import { Controller, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, Requires } from '#access';
import type { Principal } from '#access';
import { AnswersNothing, Fails, UidParam } from '#http';
import { UserLocksService } from './user-locks.service.js';

@ApiTags('users')
@Controller('v1/users/:uid/unlock')
export class UserLocksController {
  constructor(private readonly locks: UserLocksService) {}

  @Put()
  @Requires('user.update')
  @ApiOperation({
    operationId: 'v1UsersUidUnlock',
    summary: 'Let a locked user log in again',
    description:
      'For administrators. Too many wrong passwords lock an account for some minutes (`status.isLocked`); this ends it at once. A user who is not locked stays as they are.',
  })
  @AnswersNothing('Not locked')
  @Fails('PasswordResetNeeded')
  async unlock(@Caller() caller: Principal, @UidParam() uid: string): Promise<void> {
    await this.locks.unlock(caller, uid);
  }
}
