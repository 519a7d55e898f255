import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { isUniqueViolation } from '#persistence';
import { SigningKey } from './signing-key.entity.js';

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly dataSource: DataSource) {}

  all(): Promise<SigningKey[]> {
    return this.dataSource.manager.find(SigningKey, { order: { sequence: 'ASC' } });
  }

  /** @returns false when another instance made the key of this sequence first. */
  async add(key: SigningKey): Promise<boolean> {
    try {
      await this.dataSource.manager.insert(SigningKey, key);
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  async remove(sequences: number[]): Promise<void> {
    if (sequences.length > 0) await this.dataSource.manager.delete(SigningKey, { sequence: In(sequences) });
  }
}
