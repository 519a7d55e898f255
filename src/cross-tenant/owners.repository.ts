import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What a uid is of, and whose: the organisation, or null for what is nobody's. */
export interface Owned {
  uid: string;
  kind: string;
  tenantUid: string | null;
}

/** What belongs to an organisation and has a uid, by the kind that audit entries call it. */
const KINDS = { user: 'User', apiKey: 'ApiKey', session: 'Session', role: 'Role', audit: 'AuditEntry' };

/** Whose things are, whoever asks: for those who write down that somebody named another organisation's, and for nobody else. */
@Injectable()
export class OwnersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** One look at the primary key of each table. @returns those of the uids that are in use. */
  async of(uids: string[]): Promise<Owned[]> {
    const tenants = this.matching('Tenant', 't.uid', uids).then((rows) =>
      rows.map((row) => ({ ...row, kind: 'tenant' })),
    );
    const things = Object.entries(KINDS).map(async ([kind, entity]) =>
      (await this.matching(entity, 't.tenantUid', uids)).map((row) => ({ ...row, kind })),
    );
    return (await Promise.all([tenants, ...things])).flat();
  }

  private matching(entity: string, owner: string, uids: string[]): Promise<Omit<Owned, 'kind'>[]> {
    return this.dataSource.manager
      .createQueryBuilder(entity, 't')
      .select('t.uid', 'uid')
      .addSelect(owner, 'tenantUid')
      .where('t.uid IN (:...uids)', { uids })
      .getRawMany();
  }
}
