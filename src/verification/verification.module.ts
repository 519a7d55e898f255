import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { KeyUsesModule } from '../key-uses/key-uses.module.js';
import { ForwardAuthController } from './forward-auth.controller.js';
import { ForwardAuthListener } from './forward-auth.listener.js';
import { ForwardAuth } from './forward-auth.service.js';
import { KeyVerifications } from './key-verifications.service.js';
import { VerifyKeysController } from './verify-keys.controller.js';

/** Says to other systems who is calling them. */
@Module({
  imports: [AuthModule, KeyUsesModule, LimitsModule, MetricsModule],
  controllers: [ForwardAuthController, VerifyKeysController],
  providers: [ForwardAuth, ForwardAuthListener, KeyVerifications],
})
export class VerificationModule {}
