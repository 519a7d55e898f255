import type {
  EntityTarget,
  FindOptionsOrder,
  FindOptionsWhere,
  ObjectLiteral,
  Repository,
  SelectQueryBuilder,
} from 'typeorm';
import { DataSource, InstanceChecker } from 'typeorm';
import { hasRowLocks } from './engine.js';
import { ofTenant } from './pages.js';
import type { Transaction } from './transactions.js';

/** A row that belongs to a tenant. */
interface TenantRow extends ObjectLiteral {
  uid: string;
  tenantUid: string;
}

/**
 * Rows of one kind, always seen through a tenant: there is no way to ask for a row without saying whose it must be,
 * so a uid alone is never an authority. An undefined value in a filter is an error, never "no filter".
 */
export class TenantRepository<Row extends TenantRow> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entity: EntityTarget<Row>,
  ) {}

  /** @returns the row, or null when there is none or it is another tenant's. */
  find(tenantUid: string, uid: string, tx?: Transaction): Promise<Row | null> {
    return this.rows(tx).findOneBy(within<Row>(tenantUid, { uid } as FindOptionsWhere<Row>));
  }

  /**
   * Reads the row and keeps it locked until the transaction ends, so that what is checked is still so when it is written.
   * The embedded database has one writer at a time and needs no row locks.
   */
  findLocked(tx: Transaction, tenantUid: string, uid: string): Promise<Row | null> {
    return this.rows(tx).findOne({
      where: within<Row>(tenantUid, { uid } as FindOptionsWhere<Row>),
      ...(hasRowLocks(this.dataSource) && { lock: { mode: 'pessimistic_write' as const } }),
    });
  }

  /** @returns the rows of the tenant that match. */
  list(
    tenantUid: string,
    where: FindOptionsWhere<Row>,
    order?: FindOptionsOrder<Row>,
    tx?: Transaction,
  ): Promise<Row[]> {
    return this.rows(tx).find({ where: within<Row>(tenantUid, where), ...(order && { order }) });
  }

  /** Starts a query that is already narrowed to the tenant. */
  query(tenantUid: string, alias: string, tx?: Transaction): SelectQueryBuilder<Row> {
    return this.rows(tx)
      .createQueryBuilder(alias)
      .where(`${alias}.tenantUid = :tenantUid`, { tenantUid: scalar(tenantUid) });
  }

  /** The same for a page of a list, see {@link ofTenant}. */
  listing(tenantUid: string, alias: string): SelectQueryBuilder<Row> {
    return this.rows()
      .createQueryBuilder(alias)
      .where(ofTenant(this.dataSource, alias), { tenantUid: scalar(tenantUid) });
  }

  count(tenantUid: string, where: FindOptionsWhere<Row>, tx?: Transaction): Promise<number> {
    return this.rows(tx).countBy(within<Row>(tenantUid, where));
  }

  /** Writes a new row. */
  async insert(tx: Transaction, row: Row): Promise<void> {
    await this.rows(tx).insert(row);
  }

  /**
   * Writes single columns, and only while `where` still holds.
   * @returns false when it did not: nothing was written.
   */
  async update(
    tx: Transaction,
    tenantUid: string,
    where: FindOptionsWhere<Row>,
    changes: Partial<Row>,
  ): Promise<boolean> {
    const result = await this.rows(tx).update(within<Row>(tenantUid, where), changes);
    return (result.affected ?? 0) > 0;
  }

  /** @returns false when there was nothing to delete. */
  async delete(tx: Transaction, tenantUid: string, uid: string): Promise<boolean> {
    const result = await this.rows(tx).delete(within<Row>(tenantUid, { uid } as FindOptionsWhere<Row>));
    return (result.affected ?? 0) > 0;
  }

  private rows(tx?: Transaction): Repository<Row> {
    return (tx ?? this.dataSource.manager).getRepository(this.entity);
  }
}

function within<Row extends TenantRow>(
  tenantUid: string,
  where: FindOptionsWhere<Row>,
): FindOptionsWhere<Row> {
  for (const value of Object.values(where)) comparable(value);
  return { ...where, tenantUid: scalar(tenantUid) };
}

/** One value, or an operator that the code itself made; a list or an object from outside is neither. */
function comparable(value: unknown): void {
  const isValue = typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
  if (!isValue && !InstanceChecker.isFindOperator(value)) scalar(value);
}

function scalar(value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw new TypeError('a filter without a value would match everything');
  return value;
}
