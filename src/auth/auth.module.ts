import { Module } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PeriodicJobs } from '#jobs';
import { Clock } from '#time';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { KeyUsesModule } from '../key-uses/key-uses.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { LockoutsModule } from '../lockouts/lockouts.module.js';
import { RolesModule } from '../roles/roles.module.js';
import { TenantsModule } from '../tenants/tenants.module.js';
import { UsersModule } from '../users/users.module.js';
import { ApiKeyStrategy } from './api-key.strategy.js';
import { AuthController } from './auth.controller.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { AuthenticationService } from './authentication.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { ExchangedTokens } from './exchanged-tokens.service.js';
import { ForgottenOrganisationsController } from './forgotten-organisations.controller.js';
import { ForgottenOrganisationsService } from './forgotten-organisations.service.js';
import { JwksController } from './jwks.controller.js';
import { KnownCredentials } from './known-credentials.service.js';
import { LateKeyUses } from './late-key-uses.service.js';
import { LoginService } from './login.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { PasswordChecks } from './password-checks.service.js';
import { PasswordPageController } from './password-page.controller.js';
import { PasswordResetsService } from './password-resets.service.js';
import { PasswordsController } from './passwords.controller.js';
import { PasswordsService } from './passwords.service.js';
import { PermissionGuard } from './permission.guard.js';
import { PrincipalsService } from './principals.service.js';
import { RefreshService } from './refresh.service.js';
import { RefusedRefreshes } from './refused-refreshes.service.js';
import { SessionCookies } from './session-cookies.service.js';
import { Session } from './session.entity.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SigningKey } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeysService } from './signing-keys.service.js';
import { TokenIssuer } from './token-issuer.service.js';
import { TokenStrategy } from './token.strategy.js';

const KEY_RELOAD_SECONDS = 60;
const SESSION_SWEEP_SECONDS = 600;

/** The only room that decides who is calling: login, refresh, sessions, passwords, strategies, guards. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Session, SigningKey]),
    PassportModule,
    AuditModule,
    ChangesModule,
    KeyUsesModule,
    LimitsModule,
    LockoutsModule,
    RolesModule,
    TenantsModule,
    UsersModule,
    ApiKeysModule,
  ],
  controllers: [
    AuthController,
    SessionsController,
    PasswordsController,
    OrganisationsController,
    PasswordPageController,
    ForgottenOrganisationsController,
    JwksController,
  ],
  providers: [
    ApiKeyStrategy,
    AuthenticationService,
    CredentialsRepository,
    ExchangedTokens,
    ForgottenOrganisationsService,
    KnownCredentials,
    LateKeyUses,
    LoginService,
    PasswordChecks,
    PasswordResetsService,
    PasswordsService,
    PrincipalsService,
    RefreshService,
    RefusedRefreshes,
    SessionCookies,
    SessionsRepository,
    SessionsService,
    SigningKeysRepository,
    SigningKeysService,
    TokenIssuer,
    TokenStrategy,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
  ],
  exports: [ExchangedTokens, KnownCredentials, PasswordChecks],
})
export class AuthModule implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: PeriodicJobs,
    private readonly keys: SigningKeysService,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.every(KEY_RELOAD_SECONDS, 'rotate-signing-keys', () => this.keys.rotate(this.clock.now()));
    this.jobs.every(SESSION_SWEEP_SECONDS, 'sweep-sessions', () => this.sessions.sweep(this.clock.now()));
  }
}
