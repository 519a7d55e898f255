import type { ServiceProcess } from '../support/process.js';

/** What a change that was asked for makes of a key, and the audit entry that belongs to it. */
interface Change {
  action: string;
  result: Shown | null;
}

/** What of a key can be changed. Name and description carry the same number: half a change would show. */
interface Shown {
  name: string;
  description: string;
  isActive: boolean;
}

/** One key with everything that was acknowledged of it, and the one change whose answer never came. */
interface Recorded {
  uid: string | undefined;
  value: string | undefined;
  /** null: it does not exist. */
  shown: Shown | null;
  actions: string[];
  unanswered: Change | undefined;
}

interface KeyItem {
  metadata: { uid: string; name: string; annotations: { description: string } };
  status: { isActive: boolean };
}

interface Entry {
  spec: { actionMsg: string; resource: { uid: string; name: string } };
}

/** Changes keys through the API, one change after the other, and keeps a record to hold against what is there after a crash. */
export class RecordedKeys {
  private records: Recorded[] = [];
  private revision = 0;
  acknowledged = 0;
  /** How many audit entries its keys have had, deleted ones included; counted by `verify`. */
  entries = 0;

  /** @param client part of the names of its keys. @param token of the administrator that makes them. */
  constructor(
    private readonly client: string,
    private readonly token: string,
  ) {}

  /** Asks for one change chosen by chance. @throws what the connection says when the answer does not come. */
  async change(service: ServiceProcess): Promise<void> {
    const living = this.records.filter((record) => record.shown !== null);
    const record = living[Math.floor(Math.random() * living.length)];
    if (!record?.uid || !record.shown || living.length < 3 || Math.random() < 0.3)
      return this.create(service);
    const path = `/v1/apiKeys/${record.uid}`;
    const { shown } = record;
    const chance = Math.random();
    if (chance < 0.4) {
      const isActive = !shown.isActive;
      const change = {
        action: isActive ? 'apiKey.activate' : 'apiKey.revoke',
        result: { ...shown, isActive },
      };
      await this.ask(record, change, () => this.send(service, 'patch', path, { isActive }, 204));
    } else if (chance < 0.8) {
      const result = { ...this.nextShown(), isActive: shown.isActive };
      const body = { metadata: metadataOf(result), spec: {} };
      await this.ask(record, { action: 'apiKey.update', result }, () =>
        this.send(service, 'put', path, body, 204),
      );
    } else {
      await this.ask(record, { action: 'apiKey.delete', result: null }, () =>
        this.send(service, 'delete', path, undefined, 204),
      );
    }
  }

  /**
   * Holds what is there against the record: every acknowledged change is there with its entry, one without an answer is there with its
   * entry or neither is. What turns out to be true goes into the record.
   * @returns the uids of all keys that are accounted for.
   */
  async verify(service: ServiceProcess, items: KeyItem[], entries: Entry[]): Promise<string[]> {
    for (const record of this.records) {
      const name = record.unanswered?.result?.name;
      const uid = record.uid ?? items.find((item) => item.metadata.name === name)?.metadata.uid;
      const found = items.filter((item) => item.metadata.uid === uid || item.metadata.name === name);
      const actions = entries
        .filter(({ spec }) => spec.resource.uid === uid || spec.resource.name === name)
        .map(({ spec }) => spec.actionMsg);
      const { shown, unanswered } = record;
      const without = { items: shown ? [shown] : [], actions: record.actions };
      const withIt = unanswered && {
        items: unanswered.result ? [unanswered.result] : [],
        actions: [...record.actions, unanswered.action],
      };
      expect([without, withIt]).toContainEqual({ items: found.map(shownOf), actions });
      record.uid = uid;
      record.shown = found[0] ? shownOf(found[0]) : null;
      record.actions = actions;
      if (unanswered) await this.verifyValue(service, record);
      record.unanswered = undefined;
    }
    this.records = this.records.filter((record) => record.uid !== undefined);
    this.entries = this.records.reduce((sum, record) => sum + record.actions.length, 0);
    return this.records.flatMap(({ uid, shown }) => (uid !== undefined && shown ? [uid] : []));
  }

  /** The key itself opens the door exactly when it is shown as active. */
  private async verifyValue(service: ServiceProcess, { value, shown }: Recorded): Promise<void> {
    if (value === undefined) return;
    const { status } = await service.http.get('/v1/users/info').set('ApiKey', value);
    expect(status).toBe(shown?.isActive ? 200 : 401);
  }

  private async create(service: ServiceProcess): Promise<void> {
    const record: Recorded = {
      uid: undefined,
      value: undefined,
      shown: null,
      actions: [],
      unanswered: undefined,
    };
    this.records.push(record);
    const result = { ...this.nextShown(), isActive: true };
    const body = { metadata: metadataOf(result), spec: { expiresInDays: 30 } };
    await this.ask(record, { action: 'apiKey.create', result }, async () => {
      const answer = (await this.send(service, 'post', '/v1/apiKeys', body, 201)) as {
        uid: string;
        apiKey: string;
      };
      Object.assign(record, { uid: answer.uid, value: answer.apiKey });
    });
  }

  private async ask(record: Recorded, change: Change, send: () => Promise<unknown>): Promise<void> {
    record.unanswered = change;
    await send();
    Object.assign(record, {
      unanswered: undefined,
      shown: change.result,
      actions: [...record.actions, change.action],
    });
    this.acknowledged++;
  }

  private async send(
    service: ServiceProcess,
    method: 'post' | 'put' | 'patch' | 'delete',
    path: string,
    body: object | undefined,
    expected: number,
  ): Promise<unknown> {
    const answer = await service.http[method](path).set('Authorization', this.token).send(body);
    expect(answer.status).toBe(expected);
    return answer.body;
  }

  private nextShown(): { name: string; description: string } {
    const name = `${this.client}-${++this.revision}`;
    return { name, description: `of ${name}` };
  }
}

function metadataOf({ name, description }: Shown) {
  return { name, annotations: { description } };
}

function shownOf({ metadata, status }: KeyItem): Shown {
  return {
    name: metadata.name,
    description: metadata.annotations.description,
    isActive: status.isActive,
  };
}
