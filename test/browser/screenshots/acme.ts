import type { ServiceProcess } from '../../support/process.js';
import { until } from '../../support/process.js';
import { BOOTSTRAP } from '../../support/test-app.js';
import { DAY, HOUR } from '../../support/test-clock.js';
import { PASSWORD, People } from '../support/people.js';
import type { ShiftedClock } from '../support/shifted-clock.js';

/** Who looks after the organisation in the pictures. */
export const ADA = { emailId: 'ada@acme.example', password: BOOTSTRAP.password };
const GRACE = { emailId: 'grace@acme.example', password: PASSWORD };
const LINUS = { emailId: 'linus@acme.example', password: PASSWORD };

export const ACME_ENV = { LATCHKEY_BOOTSTRAP_ORG: 'acme', LATCHKEY_BOOTSTRAP_EMAIL: ADA.emailId };
/** The organisation is this old. */
export const AGE_MS = 40 * DAY;
/** The service writes uses down once a minute. */
const NOTED_MS = 90_000;

interface KeyStory {
  name: string;
  description: string;
  owner: typeof ADA;
  /** How long it lives. */
  days: number;
  madeDaysAgo: number;
  usedHoursAgo?: number;
  revokedDaysAgo?: number;
}

const story = (
  [name, description, owner, days]: [string, string, typeof ADA, number],
  [madeDaysAgo, usedHoursAgo, revokedDaysAgo]: [number, number?, number?],
): KeyStory => ({
  name,
  description,
  owner,
  days,
  madeDaysAgo,
  ...(usedHoursAgo !== undefined && { usedHoursAgo }),
  ...(revokedDaysAgo !== undefined && { revokedDaysAgo }),
});

/** Keys of every status. */
const KEYS = [
  story(['Terraform', 'Plans and applies', ADA, 90], [38, 5]),
  story(['Load test', 'Rehearsal of the launch', LINUS, 30], [37, 171]),
  story(['CI deploy', 'Pushes images to the registry', GRACE, 90], [33, 0.1]),
  story(['Nightly backup', 'Runs at 2 am', GRACE, 30], [27, 9]),
  story(['Old laptop', 'Sold', LINUS, 60], [26, 150, 6]),
  story(['Grafana', 'Reads usage for the dashboard', ADA, 30], [24, 1]),
  story(['Status page', 'Tells customers what works', LINUS, 60], [19, 0.5]),
  story(['Invoice export', 'First of the month', GRACE, 30], [14, 30]),
  story(['Webhook relay', 'Forwards events to the warehouse', LINUS, 90], [9, 2]),
  story(['Spike', 'A try with the new SDK', LINUS, 7], [8]),
  story(['Release notes', 'Collects what was merged', GRACE, 30], [4, 20]),
  story(['Phone tests', 'Runs on the device farm', ADA, 7], [1]),
];

interface Event {
  daysAgo: number;
  happen: () => Promise<void>;
}

/** Lets the organisation live through its weeks, through the API alone; afterwards it is now. */
export async function liveThrough(service: ServiceProcess, clock: ShiftedClock): Promise<void> {
  clock.set(-AGE_MS);
  await people(service);
  const events = KEYS.flatMap((key) => eventsOf(service, key));
  for (const { daysAgo, happen } of events.toSorted((one, other) => other.daysAgo - one.daysAgo)) {
    clock.set(-daysAgo * DAY);
    await happen();
  }
  clock.set(0);
  const ada = await People.of(service, ADA);
  await ada.invited('vera@acme.example', 'Vera', 'Viewer', ['Tenant Viewer']);
  const used = KEYS.filter(({ usedHoursAgo }) => usedHoursAgo !== undefined);
  await until(async () => (await countUsed(service, ada)) === used.length, NOTED_MS, 1000);
}

async function people(service: ServiceProcess): Promise<void> {
  const ada = await People.of(service, ADA);
  const { body } = await service.http.get('/v1/users/info').set('Authorization', ada.token).expect(200);
  await service.http
    .put(`/v1/users/${(body as { userUid: string }).userUid}`)
    .set('Authorization', ada.token)
    .send({ spec: { firstName: 'Ada', lastName: 'Lovelace' } })
    .expect(204);
  await ada.user(GRACE.emailId, 'Grace', 'Hopper', ['Tenant Admin']);
  await ada.user(LINUS.emailId, 'Linus', 'Larch');
}

function eventsOf(service: ServiceProcess, key: KeyStory): Event[] {
  const { name, description, owner, days, madeDaysAgo, usedHoursAgo, revokedDaysAgo } = key;
  let made = { apiKey: '', uid: '' };
  const make = async () => {
    made = await (await People.of(service, owner)).makeKey(name, { days, description });
  };
  const use = async () => {
    await service.http.get('/v1/users/info').set('ApiKey', made.apiKey).expect(200);
  };
  const revoke = async () => (await People.of(service, ADA)).revoke(made.uid);
  return [
    { daysAgo: madeDaysAgo, happen: make },
    ...(usedHoursAgo === undefined ? [] : [{ daysAgo: (usedHoursAgo * HOUR) / DAY, happen: use }]),
    ...(revokedDaysAgo === undefined ? [] : [{ daysAgo: revokedDaysAgo, happen: revoke }]),
  ];
}

async function countUsed(service: ServiceProcess, { token }: People): Promise<number> {
  const { body } = await service.http.get('/v1/apiKeys').set('Authorization', token).expect(200);
  return (body as { items: { status: { lastUsed?: object } }[] }).items.filter(
    ({ status }) => status.lastUsed !== undefined,
  ).length;
}
