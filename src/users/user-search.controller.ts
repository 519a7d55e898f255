import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { Answers, OffsetPageQuery, PageQuery, Takes } from '#http';
import { UserList } from './user-list.service.js';
import { UserAnswers } from './user.answer.js';
import { UsersMetadataAnswer, UsersSummaryAnswer, UsersSummaryRequest } from './user-summary.dto.js';

/** How clients find people. */
@ApiTags('users')
@Controller('v1/users')
export class UserSearchController {
  constructor(
    private readonly users: UserList,
    private readonly answers: UserAnswers,
  ) {}

  @Get('meta')
  @Requires('user.list')
  @ApiOperation({
    operationId: 'v1UsersMetadata',
    summary: 'List who there is, by name and address',
    description: 'Without `limit` up to 1,000; `listmeta.continue` tells that there are more.',
  })
  @Answers(200, UsersMetadataAnswer, 'A page of people')
  async names(@Caller() caller: Principal, @Query() query: PageQuery): Promise<UsersMetadataAnswer> {
    const { items, listmeta } = await this.users.names(caller, query);
    return { items: items.map(({ uid, name, emailId }) => ({ uid, name, emailId })), listmeta };
  }

  @Post('summary')
  @Requires('user.list')
  @ApiOperation({
    operationId: 'v1UsersSummaryGet',
    summary: 'Find people by address and name',
    description:
      'Equal and beginning are found at once; the rest is looked for among everybody in the organisation. Without `limit` up to 1,000.',
  })
  @Takes(UsersSummaryRequest, { filter: { emailId: { eq: 'grace@acme.example' } } })
  @Answers(200, UsersSummaryAnswer, 'A page of people')
  async find(
    @Caller() caller: Principal,
    @Body() { filter, sort: [sort] = [] }: UsersSummaryRequest,
    @Query() query: OffsetPageQuery,
  ): Promise<UsersSummaryAnswer> {
    const order = { byName: sort?.field === 'name', isDescending: sort?.order === 'desc' };
    const { items, listmeta } = await this.users.find(caller, filter ?? {}, order, query);
    return { items: await this.answers.summariesOf(caller, items), listmeta };
  }
}
