import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Mail } from './mail.entity.js';

/** Letters to people: kept until they are sent. */
@Module({ imports: [TypeOrmModule.forFeature([Mail])] })
export class MailModule {}
