import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#persistence';
import { Installation } from './installation.entity.js';

const THE_ONE = 1;

@Injectable()
export class InstallationRepository {
  constructor(private readonly dataSource: DataSource) {}

  async isDone(): Promise<boolean> {
    return (await this.dataSource.manager.findOneBy(Installation, { id: THE_ONE })) !== null;
  }

  /** Of many at once, all but one fail with a unique violation. */
  async claim(tx: Transaction, tenantUid: string, createdAt: Date): Promise<void> {
    await tx.insert(Installation, { id: THE_ONE, tenantUid, createdAt });
  }
}
