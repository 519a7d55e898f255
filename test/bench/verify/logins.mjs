// Whether people who log in, each with a hash that takes memory and time, hold up verification.
import { setTimeout as pause } from 'node:timers/promises';
import { Connection, request } from './client.mjs';
import { inTurn, ratio, told, verification } from './rounds.mjs';
import { Service } from './server.mjs';
import { LOGIN_CLIENTS, REQUESTS } from './settings.mjs';

const PASSWORD = 'a compiler is a good friend';

export async function measureLogins() {
  const service = await Service.start();
  const key = verification({ ApiKey: await service.makeKey() });
  const emailIds = [];
  for (let user = 0; user < LOGIN_CLIENTS; user++) emailIds.push(await makeUser(service, user));
  const crowd = new Crowd(service, emailIds);
  const results = await inTurn({
    quiet: { server: service, requestAt: () => key },
    'while people log in': { server: crowd, requestAt: () => key, warmUp: REQUESTS / 10 },
  });
  service.stop();
  const [quiet, busy] = Object.values(results);
  return {
    values: { logins: ratio(busy, quiet, 'p99') },
    details: [
      ...Object.entries(results).map(([name, rounds]) => told(name, rounds)),
      `${crowd.perSecond.toFixed(0)} logins per second meanwhile; clients share the machine`,
    ],
  };
}

/** The same service while people log in, each again as soon as they are in. */
class Crowd {
  logins = 0;
  seconds = 0;

  constructor(service, emailIds) {
    this.service = service;
    this.emailIds = emailIds;
  }

  get perSecond() {
    return this.logins / this.seconds;
  }

  async measure(what) {
    this.isStopped = false;
    const began = performance.now();
    const people = Promise.all(this.emailIds.map((emailId) => this.logInAgainAndAgain(emailId)));
    try {
      // a fault of theirs ends the measure
      return await Promise.race([this.measureOnceTheyAre(what), people]);
    } finally {
      this.isStopped = true;
      await people;
      this.seconds += (performance.now() - began) / 1000;
    }
  }

  async measureOnceTheyAre(what) {
    const before = this.logins;
    while (this.logins === before && !this.isStopped) await pause(10);
    return this.service.measure(what);
  }

  async logInAgainAndAgain(emailId) {
    const connection = await Connection.open(this.service.port);
    const login = { method: 'POST', body: { emailId, password: PASSWORD } };
    const bytes = request('/v1/auth/authenticate', {}, login);
    try {
      while (!this.isStopped) {
        const { status, body } = await connection.ask(bytes);
        if (status === 200) this.logins++;
        // a crowd is too many for a machine with one core
        else if (status === 503) await pause(100);
        else throw new Error(`a login was answered ${status}: ${body}`);
      }
    } finally {
      connection.close();
    }
  }
}

/** @returns the address of somebody who can log in. */
async function makeUser(service, number) {
  const emailId = `user-${number}@bench.example`;
  const { uid } = await service.ask('POST', '/v1/users', {
    spec: { firstName: 'Uma', lastName: `User${number}`, emailId },
  });
  const { status } = await service.ask('GET', `/v1/users/${uid}`);
  const token = status.activationLink.split('#token=')[1];
  await service.ask('PATCH', `/v1/auth/password/${token}/activate`, { password: PASSWORD });
  return emailId;
}
