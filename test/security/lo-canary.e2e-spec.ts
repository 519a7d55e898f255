import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import * as fc from 'fast-check';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from '../../src/metrics/metrics.service.js';
import { Canaries } from '../support/canaries/canaries.js';
import { formsOf } from '../support/canaries/forms.js';
import { METRICS_ENV } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';

/** How a piece from the middle of a secret may be written down, in the middle of something else. */
const WRITTEN: [form: string, write: (secret: string) => string][] = [
  ['raw', (secret) => secret],
  ['in capitals', (secret) => secret.toUpperCase()],
  ['a piece of 12 characters', (secret) => `<${secret.slice(7, 19)}>`],
  ['URL-encoded', (secret) => encodeURIComponent(secret)],
  ['URL-encoded as in a form', (secret) => new URLSearchParams({ p: secret }).toString()],
  ['URL-encoded in small letters', (secret) => encodeURIComponent(secret).toLowerCase()],
  ['base64', (secret) => Buffer.from(secret).toString('base64')],
  ['base64 behind one byte', (secret) => Buffer.from(`:${secret}:`).toString('base64')],
  ['base64 behind two bytes', (secret) => Buffer.from(`::${secret}::`).toString('base64')],
  ['base64 of a piece', (secret) => Buffer.from(`{"p":"${secret.slice(5, 17)}"}`).toString('base64')],
  ['base64url', (secret) => Buffer.from(`user:${secret}`).toString('base64url')],
  ['hex', (secret) => Buffer.from(secret).toString('hex')],
  ['JSON', (secret) => JSON.stringify({ secret })],
  ['JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ secret }))],
];

/** A password of which each form but the raw one changes every piece. */
function newPassword(): string {
  const letters = randomBytes(30).toString('base64').replaceAll('/', 'x').replaceAll('+', 'y');
  return `${letters.replace(/(....)(...)/g, '$1 $2"')} \u00fcber \u{1f511}\\`;
}

describe('the search for secrets at the end of every test file', () => {
  /** Somebody tries it, and it is written down where it must not be. @returns what closing the app complains about. */
  async function complaintsAbout(
    plant: (app: TestApp, written: string, name: string) => Promise<void> | void,
  ): Promise<{ complaints: string; secrets: string[] }> {
    const app = await TestApp.start({ env: METRICS_ENV });
    const secrets: string[] = [];
    for (const [at, [, write]] of WRITTEN.entries()) {
      const password = newPassword();
      secrets.push(password);
      await app.http
        .post('/v1/auth/authenticate')
        .send({ emailId: 'nobody@acme.example', password })
        .expect(401);
      await plant(app, write(password), `planted_${at}_`);
    }
    const error: unknown = await app.close().then(
      () => new Error('closed without a complaint'),
      (complaint: unknown) => complaint,
    );
    return { complaints: (error as Error).message, secrets };
  }

  const PLACES: [place: string, plant: Parameters<typeof complaintsAbout>[0]][] = [
    ['the log', (_app, written, msg) => new Logger('plant').debug({ msg, written })],
    ['a file', (app, written, name) => writeFileSync(join(app.database.directory, name), `\0${written}\0`)],
    ['the metrics', plantMetric],
    ['the database', plantTable],
  ];

  it.each(PLACES)('LO-01 finds a password in %s, in each form, and does not repeat it', async (_, plant) => {
    const { complaints, secrets } = await complaintsAbout(plant);
    const missed = WRITTEN.filter((_form, at) => !complaints.includes(`planted_${at}_`)).map(
      ([form]) => form,
    );
    expect(missed).toEqual([]);
    for (const secret of secrets)
      for (const [, write] of WRITTEN) expect(complaints).not.toContain(write(secret));
  });

  it('LO-01 does not take for a piece what is shorter than one', () => {
    const canaries = new Canaries();
    canaries.note('password', 'abcdefghijklmnopqrstuvwxyz');
    expect(canaries.leakIn('... bcdefghijkl ...')).toBeUndefined();
    expect(canaries.leakIn('... bcdefghijklm ...')).toEqual({ what: 'password', form: 'raw', at: 4 });
  });

  it('LO-01 finds every piece of every form, wherever it stands, and nothing else', () => {
    const text = fc.string({ unit: 'binary', minLength: 12, maxLength: 60 });
    const piece = fc.tuple(
      text,
      fc.nat(),
      fc.nat(),
      fc.string({ maxLength: 40 }),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 20 }), (pieces) => {
        const canaries = new Canaries();
        for (const [secret] of pieces) canaries.note('secret', secret);
        for (const [secret, ofForm, from, before, behind] of pieces) {
          const forms = formsOf(secret).filter(({ bytes }) => bytes.length >= 12);
          const { bytes } = forms[ofForm % forms.length] ?? { bytes: Buffer.alloc(12) };
          const at = from % (bytes.length - 11);
          const found = Buffer.concat([
            Buffer.from(before),
            bytes.subarray(at, at + 12),
            Buffer.from(behind),
          ]);
          expect(canaries.leakIn(found)).toBeDefined();
        }
      }),
    );
  });

  it('LO-01 takes nothing for a piece of thousands of secrets that is none', () => {
    const canaries = new Canaries();
    for (let left = 3000; left > 0; left--) canaries.note('key', randomBytes(24).toString('base64url'));
    for (let left = 100; left > 0; left--)
      expect(canaries.leakIn(randomBytes(7500).toString('base64'))).toBeUndefined();
  });
});

function plantMetric(app: TestApp, written: string, name: string): void {
  const registers = [Reflect.get(app.get(Metrics), 'registry') as Registry];
  new Gauge({ name, help: 'planted', labelNames: ['label'], registers }).set({ label: written }, 1);
}

/** A table that no entity knows, and bytes. */
async function plantTable(app: TestApp, written: string, name: string): Promise<void> {
  const source = app.get(DataSource);
  await source.query(`CREATE TABLE ${name} (${name}c BLOB)`);
  await source.query(`INSERT INTO ${name} VALUES (?)`, [written]);
}
