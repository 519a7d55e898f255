import type { ServiceProcess } from '../support/process.js';

interface Recorded {
  uid: string;
  /** The newest token whose answer came. */
  token: string;
  /** A refresh was asked for and its answer never came. */
  isRefreshing: boolean;
}

/** Logs in and refreshes, one after the other, and keeps a record to hold against what is there after a crash. */
export class RecordedSessions {
  private readonly records: Recorded[] = [];
  /** How many sessions there must be, and how many more there may be. */
  private begun = 0;
  private unansweredLogins = 0;
  acknowledged = 0;

  /** Asks for one login or refresh, chosen by chance. @throws what the connection says when the answer does not come. */
  async change(service: ServiceProcess): Promise<void> {
    const record = this.records.at(-1);
    if (!record || Math.random() < 0.4) await this.logIn(service);
    else await this.refresh(service, record);
    this.acknowledged++;
  }

  /** @returns the token. */
  async logIn(service: ServiceProcess): Promise<string> {
    this.unansweredLogins++;
    const token = await service.logIn();
    this.unansweredLogins--;
    this.begun++;
    this.records.push({ uid: sessionOf(token), token, isRefreshing: false });
    return token;
  }

  /**
   * @param sessions the uids of all sessions that are there. @param begun the uids that audit entries say were begun, each as often as it
   * is said.
   */
  async verify(service: ServiceProcess, sessions: string[], begun: string[]): Promise<void> {
    expect(sessions.toSorted()).toEqual(begun.toSorted());
    expect(sessions).toEqual(expect.arrayContaining(this.records.map(({ uid }) => uid)));
    expect(sessions.length).toBeLessThanOrEqual(this.begun + this.unansweredLogins);
    this.begun = sessions.length;
    this.unansweredLogins = 0;
    for (const record of this.records.slice(-3)) {
      const { status } = await service.http.get('/v1/users/info').set('Authorization', record.token);
      expect(status).toBe(200);
      if (record.isRefreshing) await this.refresh(service, record); // a lost answer locks nobody out
    }
  }

  private async refresh(service: ServiceProcess, record: Recorded): Promise<void> {
    record.isRefreshing = true;
    const answer = await service.http.post('/v1/auth/refresh').set('Authorization', record.token);
    expect(answer.status).toBe(200);
    const token = (answer.body as { Authorization: string }).Authorization;
    expect(sessionOf(token)).toBe(record.uid);
    Object.assign(record, { token, isRefreshing: false });
  }
}

function sessionOf(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sid: string;
  };
  return claims.sid;
}
