import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Asks the database for a sign of life. */
@Injectable()
export class DatabaseProbe {
  constructor(private readonly dataSource: DataSource) {}

  async isUp(): Promise<boolean> {
    try {
      await this.dataSource.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }
}
