// Logins that are refused, each for another reason.
import { Connection, request } from '../verify/client.mjs';
import { LOCKED_AFTER } from './service.mjs';

const PASSWORD = 'a compiler is a good friend';
const WRONG = 'a compiler is a bad enemy';
/** An account that is tried more often is locked: each arm has as many as it takes. */
const TRIES_EACH = LOCKED_AFTER - 10;
const LOCKED = 4;

const login = (emailId, org) =>
  request('/v1/auth/authenticate', {}, { method: 'POST', body: { emailId, password: WRONG, org } });

/** @returns what is sent in each arm. The first is what the others are compared with. */
export async function loginArms(service, tries) {
  const runs = Number(process.env.BENCH_RUNS ?? 3);
  const count = Math.ceil((tries * runs) / TRIES_EACH);
  const names = (word) => Array.from({ length: count }, (_, at) => `${word}-${at}@bench.example`);
  const people = await each(names('wrong'), (name) => makeActive(service, name));
  const disabled = await each(names('gone'), (name) => makeActive(service, name));
  for (const { uid } of disabled) await service.ask('PUT', `/v1/users/${uid}/state`, { isActive: false });
  const pending = await each(names('fresh'), (name) => makePending(service, name));
  const locked = await each(names('shut').slice(0, LOCKED), (name) => makeActive(service, name));
  await lock(service, locked);
  const arm = (emailIds, org) => {
    let next = 0; // over all runs
    return { requestAt: () => login(emailIds[next++ % emailIds.length], org), status: 401 };
  };
  const addresses = (found) => found.map(({ emailId }) => emailId);
  return {
    'a wrong password': arm(addresses(people), 'bench'),
    'an unknown address': arm(names('nobody'), 'bench'),
    'an unknown organisation': arm(names('nowhere'), 'nowhere'),
    'a disabled user': arm(addresses(disabled), 'bench'),
    'a user who has set no password': arm(addresses(pending), 'bench'),
    'a locked user': arm(addresses(locked), 'bench'),
  };
}

async function each(names, make) {
  const made = [];
  for (const name of names) made.push(await make(name));
  return made;
}

async function makePending(service, emailId) {
  const { uid } = await service.ask('POST', '/v1/users', {
    spec: { firstName: 'Uma', lastName: 'User', emailId },
  });
  return { uid, emailId };
}

async function makeActive(service, emailId) {
  const user = await makePending(service, emailId);
  const { status } = await service.ask('GET', `/v1/users/${user.uid}`);
  const token = status.activationLink.split('#token=')[1];
  await service.ask('PATCH', `/v1/auth/password/${token}/activate`, { password: PASSWORD });
  return user;
}

/** For good: a lock that ends by itself would end while it is measured. */
async function lock(service, people) {
  const connection = await Connection.open(service.port);
  for (const { emailId } of people)
    for (let at = 0; at <= LOCKED_AFTER; at++) await connection.ask(login(emailId, 'bench'));
  connection.close();
}
