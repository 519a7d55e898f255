import { Module } from '@nestjs/common';
import { Limits } from './limits.service.js';

/** What one client may try, at all doors together. */
@Module({ providers: [Limits], exports: [Limits] })
export class LimitsModule {}
