import { Body, Controller, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, From, Public, Requires, SignedIn } from '#access';
import type { Origin, Principal } from '#access';
import { AnswersNothing, Fails, Takes, UidParam } from '#http';
import {
  ChangePasswordByEmailRequest,
  ChangePasswordRequest,
  PasswordRequest,
  ResetRequest,
} from './auth.dto.js';
import { PasswordResetsService } from './password-resets.service.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('passwords')
@Controller('v1')
export class PasswordsController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly resets: PasswordResetsService,
  ) {}

  @Patch('auth/password/:passwordToken/activate')
  @Public()
  @ApiOperation({
    operationId: 'v1PasswordActivate',
    summary: 'Set the first password',
    description: 'With the token of an activation link. Works once.',
  })
  @Takes(PasswordRequest, { password: 'correct horse battery staple' })
  @AnswersNothing('Set; log in now')
  @Fails('InvalidLink', 'TooManyRequests')
  async activate(
    @Param('passwordToken') token: string,
    @Body() { password }: PasswordRequest,
    @From() origin: Origin,
  ): Promise<void> {
    await this.resets.use(token, 'activate', password, origin);
  }

  @Patch('auth/password/:passwordToken/reset')
  @Public()
  @ApiOperation({
    operationId: 'v1PasswordReset',
    summary: 'Set a new password',
    description: 'With the token of a reset link. Works once; ends all sessions of the user.',
  })
  @Takes(PasswordRequest, { password: 'correct horse battery staple' })
  @AnswersNothing('Set; log in now')
  @Fails('InvalidLink', 'TooManyRequests')
  async reset(
    @Param('passwordToken') token: string,
    @Body() { password }: PasswordRequest,
    @From() origin: Origin,
  ): Promise<void> {
    await this.resets.use(token, 'reset', password, origin);
  }

  @Post('auth/user/password/reset')
  @Public()
  @ApiOperation({
    operationId: 'v1PasswordResetRequest',
    summary: 'Ask for a password reset',
    description:
      'The answer is the same whether or not anybody has this address. The link is mailed when there is a mail server, and the administrator of the organisation sees it in `status.passwordResetLink` of the user. Whoever has no password yet is sent their activation link once more.',
  })
  @Takes(ResetRequest, { emailId: 'ada@acme.example' })
  @AnswersNothing('Noted', { auditUid: true })
  @Fails('TooManyRequests')
  async requestReset(
    @Body() { emailId }: ResetRequest,
    @From() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.resets.request(emailId, origin));
  }

  @Patch('users/password/change')
  @Public()
  @ApiOperation({
    operationId: 'V1UsersPasswordChange',
    summary: 'Change a password without logging in',
    description:
      'For whoever knows the current one, such as somebody whose password has expired. Ends all sessions of the user.',
  })
  @Takes(ChangePasswordByEmailRequest, {
    emailId: 'ada@acme.example',
    currentPassword: 'correct horse battery staple',
    newPassword: 'a better horse battery staple',
  })
  @AnswersNothing('Changed; log in now', { auditUid: true })
  @Fails('LoginFailed', 'TooManyRequests')
  async changeByEmail(
    @Body() body: ChangePasswordByEmailRequest,
    @From() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.passwords.changeByEmail(body, origin));
  }

  @Patch('users/:uid/password/change')
  @SignedIn({ tokenOnly: true })
  @ApiOperation({
    operationId: 'v1UsersUidPasswordChange',
    summary: 'Change your password',
    description: 'Needs the current one. Ends your other sessions; this one goes on.',
  })
  @Takes(ChangePasswordRequest, {
    currentPassword: 'correct horse battery staple',
    newPassword: 'a better horse battery staple',
  })
  @AnswersNothing('Changed', { auditUid: true })
  @Fails('WrongPassword')
  async change(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Body() body: ChangePasswordRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.passwords.change(caller, uid, body));
  }

  @Patch('users/password/reset')
  @Requires('user.update', { tokenOnly: true })
  @ApiOperation({
    operationId: 'v1UsersEmailPasswordReset',
    summary: 'Start a password reset for the user with an e-mail address',
    description: 'The same as `PATCH /v1/users/{uid}/password/reset`, within your organisation.',
  })
  @Takes(ResetRequest, { emailId: 'grace@acme.example' })
  @AnswersNothing('Started', { auditUid: true })
  @Fails('AccountPending', 'ResourceNotFound')
  async openByEmail(
    @Caller() caller: Principal,
    @Body() { emailId }: ResetRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.resets.openByEmail(caller, emailId));
  }

  @Patch('users/:uid/password/reset')
  @Requires('user.update', { tokenOnly: true })
  @ApiOperation({
    operationId: 'v1UsersUidPasswordReset',
    summary: 'Start a password reset for a user',
    description:
      'The link is mailed when there is a mail server; read the user afterwards to hand over `status.passwordResetLink`. The old password works until a new one is set.',
  })
  @AnswersNothing('Started', { auditUid: true })
  @Fails('AccountPending')
  async open(
    @Caller() caller: Principal,
    @UidParam() uid: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('AuditUid', await this.resets.open(caller, uid));
  }
}
