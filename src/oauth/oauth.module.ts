import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { KeyUsesModule } from '../key-uses/key-uses.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { Introspection } from './introspection.service.js';
import { OAuthController } from './oauth.controller.js';
import { ServerMetadataController } from './server-metadata.controller.js';
import { TokenExchange } from './token-exchange.service.js';

/** Verification as standard OAuth libraries ask for it. */
@Module({
  imports: [AuthModule, KeyUsesModule, LimitsModule],
  controllers: [OAuthController, ServerMetadataController],
  providers: [Introspection, TokenExchange],
})
export class OAuthModule {}
