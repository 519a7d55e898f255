import { as } from '../../support/caller.js';
import { Given, tokenOf, unique } from '../../support/given.js';
import type { IssuedKey, Person } from '../../support/given.js';
import { resetToken } from '../../support/password-links.js';
import type { TestApp } from '../../support/test-app.js';
import type { FuzzedRequest, Values } from './request.js';

/** Somebody with a token and a key. */
interface Member extends Person {
  key: IssuedKey;
}

/**
 * The people that requests are made by, and the things that they are about. Requests are welcome to delete, disable and log out all of
 * them: what is gone is made anew. Nobody is given the name of the platform's administrator, who makes them.
 */
export class Population {
  private readonly given: Given;
  private platform: Person;
  private people: { admin: Member; user: Member; stranger: Member };
  private readonly things = new Map<string, Values>();

  private constructor(private readonly app: TestApp) {
    this.given = new Given(app);
  }

  static async of(app: TestApp): Promise<Population> {
    const population = new Population(app);
    await population.renewPeople();
    return population;
  }

  /** What every `{{name}}` stands for at the moment. */
  get values(): Values {
    const { platform, people } = this;
    const ofPeople = Object.entries(people).flatMap(([who, person]) =>
      Object.entries({ ...person, key: person.key.value }).map(([what, value]) => [`${who}.${what}`, value]),
    );
    return Object.assign(
      {
        ...(Object.fromEntries(ofPeople) as Values),
        'platform.token': platform.token,
        'tenant.uid': people.admin.tenantUid,
      },
      ...this.things.values(),
    ) as Values;
  }

  /** After something was changed: makes good what can no longer be used. */
  async restore({ target, body }: Pick<FuzzedRequest, 'target' | 'body'>): Promise<void> {
    const areAlive = [await this.revive(this.platform, '/v1/tenants?limit=1')];
    for (const person of Object.values(this.people))
      areAlive.push(await this.revive(person), await this.isAlive(person.key));
    areAlive.push(await this.isAlive(this.people.admin, '/v1/users?limit=1'));
    if (areAlive.includes(false)) return this.renewPeople();
    for (const kind of this.things.keys())
      if (`${target} ${body}`.includes(`{{${kind}.`)) await this.renew(kind);
  }

  private async isAlive(who: Person | IssuedKey, path = '/v1/users/info'): Promise<boolean> {
    return (await as(this.app, who).get(path)).status === 200;
  }

  /** Logs in again where that is enough. */
  private async revive(person: Person, path?: string): Promise<boolean> {
    if (await this.isAlive(person, path)) return true;
    const { emailId, password, orgName: org } = person;
    const { body } = await this.app.http.post('/v1/auth/authenticate').send({ emailId, password, org });
    person.token = (body as { Authorization?: string }).Authorization ?? 'none';
    return this.isAlive(person, path);
  }

  private async renewPeople(): Promise<void> {
    const { given } = this;
    const member = async (person: Person) => ({ ...person, key: await given.apiKey(person) });
    this.platform = await given.platformAdmin();
    const admin = await member(await given.tenant());
    this.people = {
      admin,
      user: await member(await given.user(admin)),
      stranger: await member(await given.tenant()),
    };
    for (const kind of Object.keys(this.makers)) await this.renew(kind);
  }

  private async renew(kind: string): Promise<void> {
    this.things.set(kind, (await this.makers[kind]?.()) ?? {});
  }

  /** How each kind of thing is made; none of them costs the hash of a password. */
  private readonly makers: Record<string, () => Promise<Values>> = {
    key: async () => ({ 'key.uid': (await this.given.apiKey(this.people.user)).uid }),
    role: async () => ({ 'role.uid': await this.given.role(this.people.admin, ['user.list']) }),
    session: async () => ({ 'session.uid': await this.firstUid(this.people.user, '/v1/auth/sessions') }),
    audit: async () => ({ 'audit.uid': await this.firstUid(this.people.admin, '/v1/audits?limit=1') }),
    spare: async () => ({ 'spare.uid': (await this.given.pendingUser(this.people.admin)).uid }),
    activation: async () => {
      const { uid } = await this.given.pendingUser(this.people.admin);
      return { 'activation.token': tokenOf(await this.given.activationLink(this.people.admin, uid)) };
    },
    reset: async () => ({
      'reset.token': await resetToken(this.app, this.people.admin, this.people.user.uid),
    }),
    spareTenant: async () => {
      const spec = { orgName: unique('spare'), emailId: `${unique('spare')}@tenant.example` };
      const { body } = await as(this.app, this.platform).post('/v1/tenants').send({ spec }).expect(201);
      return { 'spareTenant.uid': (body as { uid: string }).uid };
    },
  };

  private async firstUid(who: Person, list: string): Promise<string> {
    const { body } = await as(this.app, who).get(list).expect(200);
    const [first] = (body as { items: { uid?: string; metadata?: { uid: string } }[] }).items;
    return first?.uid ?? first?.metadata?.uid ?? 'none';
  }
}
