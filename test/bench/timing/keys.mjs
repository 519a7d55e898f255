// Keys that do not count: whatever they have in common with one that does, or with nothing.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { request } from '../verify/client.mjs';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX = 'lk_';
const CHECKSUM_LENGTH = 6;
const BODY_LENGTH = PREFIX.length + 32;
/** All but one, and half. */
const SHARED = [31, 16];

/** @returns what is sent in each arm. The first is what the others are compared with. */
export async function keyArms(service) {
  const key = await service.makeKey();
  const arm = (valueAt) => ({
    requestAt: () => request('/v1/users/info', { ApiKey: valueAt() }),
    status: 401,
  });
  return {
    'a key that shares nothing': arm(() => keyWith(PREFIX)),
    ...Object.fromEntries(
      SHARED.map((length) => [
        `a key that shares ${length} of 32 characters`,
        arm(() => anotherThan(key, key.slice(0, PREFIX.length + length))),
      ]),
    ),
    'a key that was deleted': await deleted(service, arm),
    'a key of somebody who was disabled': await ofDisabled(service, arm),
  };
}

async function deleted(service, arm) {
  const { uid, apiKey } = await makeKey(service);
  await service.ask('DELETE', `/v1/apiKeys/${uid}`);
  return arm(() => apiKey);
}

async function ofDisabled(service, arm) {
  const { uid: userUid } = await service.ask('POST', '/v1/users', {
    spec: { firstName: 'Uma', lastName: 'User', emailId: 'key-owner@bench.example' },
  });
  const { status } = await service.ask('GET', `/v1/users/${userUid}`);
  const token = status.activationLink.split('#token=')[1];
  await service.ask('PATCH', `/v1/auth/password/${token}/activate`, {
    password: 'a compiler is a good friend',
  });
  const { apiKey } = await makeKey(service, { userUid });
  await service.ask('PUT', `/v1/users/${userUid}/state`, { isActive: false });
  return arm(() => apiKey);
}

function makeKey(service, spec) {
  return service.ask('POST', '/v1/apiKeys', {
    metadata: { name: `bench-${randomBytes(4).toString('hex')}` },
    spec: { expiresInDays: 30, ...spec },
  });
}

function anotherThan(key, start) {
  for (;;) {
    const made = keyWith(start);
    if (made !== key) return made;
  }
}

/** @returns a key of the right form that begins so, and that nobody has. */
function keyWith(start) {
  let body = start;
  while (body.length < BODY_LENGTH) body += DIGITS[randomBytes(1)[0] % DIGITS.length];
  let rest = crc32(body);
  let checksum = '';
  while (checksum.length < CHECKSUM_LENGTH) {
    checksum = DIGITS[rest % DIGITS.length] + checksum;
    rest = Math.floor(rest / DIGITS.length);
  }
  return body + checksum;
}
