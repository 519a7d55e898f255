import type { FuzzedRequest } from './request.js';

const AS_ADMIN: FuzzedRequest['headers'][number] = ['Authorization', '{{admin.token}}'];
const JSON_BODY: FuzzedRequest['headers'][number] = ['Content-Type', 'application/json'];
const withBody = (method: string, target: string, body: string): FuzzedRequest => ({
  method,
  target,
  headers: [AS_ADMIN, JSON_BODY],
  body,
});

/**
 * Requests that are made before any are drawn, by route. Whatever the drawn ones find is copied here from the report, as the smallest
 * one that fails; the others are of kinds that services of this sort have failed at.
 */
export const SAVED: Record<string, FuzzedRequest[]> = {
  'POST /v1/apiKeys': [
    withBody('POST', '/v1/apiKeys', '{"metadata":{"name":"\\ud800"},"spec":{"expiresInDays":30}}'),
    withBody('POST', '/v1/apiKeys', '{"metadata":{"name":"a","name":"b"},"spec":{"expiresInDays":30}}'),
    withBody('POST', '/v1/apiKeys', '{"metadata":{"name":"\xff"},"spec":{"expiresInDays":30}}'),
    withBody('POST', '/v1/apiKeys', '{"metadata":{"name":"a"},"spec":{"expiry":"+275760-09-13T00:00:00Z"}}'),
  ],
  'PATCH /v1/users/{uid}': [
    withBody('PATCH', '/v1/users/{{user.uid}}', '[{"op":"add","path":"/__proto__/x","value":"y"}]'),
    withBody('PATCH', '/v1/users/{{user.uid}}', '[{"op":"move","from":"","path":"/spec"}]'),
  ],
  'POST /v1/users/summary': [
    withBody('POST', '/v1/users/summary', '{"filter":{"name":{"contains":"%_\\\\"}}}'),
  ],
  'GET /v1/users/{uid}': [
    { method: 'GET', target: '/v1/users/%ff', headers: [AS_ADMIN], body: null },
    { method: 'GET', target: `/v1/users/${'x'.repeat(5000)}`, headers: [AS_ADMIN], body: null },
  ],
  'GET /v1/auth/verify': [
    {
      method: 'GET',
      target: '/v1/auth/verify?permission=%',
      headers: [['ApiKey', '{{user.key}}']],
      body: null,
    },
    {
      method: 'GET',
      target: '/v1/auth/verify',
      headers: [
        ['Authorization', '{{user.token}}'],
        ['X-Original-URI', '/x?ApiKey=%ff\xff'],
      ],
      body: null,
    },
  ],
};
