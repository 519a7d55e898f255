import { as } from '../../support/caller.js';
import { NEW_PASSWORD } from '../../support/password-links.js';
import type { OperationCall } from '../call.js';

export const AUTH_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1Authenticate',
    route: 'POST /v1/auth/authenticate',
    status: 200,
    good: async ({ given, admin, user: { emailId, password } }) => ({
      as: await given.apiKey(admin), // a client that has a key sends it here too
      query: { setCookie: 'true' },
      body: { emailId, password },
    }),
    bad: ['LoginFailed', ({ user: { emailId } }) => ({ body: { emailId, password: 'not this one' } })],
  },
  {
    operationId: 'v1AuthOrg',
    route: 'GET /v1/auth/org',
    status: 200,
    good: async ({ app, admin }) => {
      await as(app, admin)
        .put(`/v1/tenants/${admin.tenantUid}/loginBanner`)
        .send({ isEnabled: true, title: 'Notice', Message: 'Authorised use only.' })
        .expect(204);
      return { query: { orgName: admin.orgName } };
    },
    bad: ['InvalidInput', () => ({ query: { orgName: 'x'.repeat(129) } })],
  },
  {
    operationId: 'V1AuthOrgs',
    route: 'GET /v1/auth/orgs',
    status: 200,
    good: ({ user }) => ({ as: user }),
    bad: ['NotAuthenticated', () => ({})],
  },
  {
    operationId: 'v1PasswordActivate',
    route: 'PATCH /v1/auth/password/{passwordToken}/activate',
    status: 204,
    good: async (world) => ({
      path: { passwordToken: await world.activationToken() },
      body: { password: NEW_PASSWORD },
    }),
    bad: [
      'InvalidLink',
      () => ({ path: { passwordToken: 'no.link.of-ours' }, body: { password: NEW_PASSWORD } }),
    ],
  },
  {
    operationId: 'v1PasswordReset',
    route: 'PATCH /v1/auth/password/{passwordToken}/reset',
    status: 204,
    good: async (world) => ({
      path: { passwordToken: await world.resetToken() },
      body: { password: NEW_PASSWORD },
    }),
    bad: [
      'InvalidInput',
      async (world) => ({ path: { passwordToken: await world.resetToken() }, body: { password: 'short' } }),
    ],
  },
  {
    operationId: 'v1AuthRefresh',
    route: 'GET /v1/auth/refresh/{token}',
    status: 200,
    good: async (world) => {
      const { token } = (await world.session()).of;
      return { path: { token }, query: { setCookie: 'true' } };
    },
    bad: ['NotAuthenticated', () => ({ path: { token: 'no.token.of-ours' } })],
  },
  {
    operationId: 'V1AuthUserOrgForgot',
    route: 'GET /v1/auth/user/org/forgot',
    status: 204,
    good: ({ user: { emailId } }) => ({ query: { emailId } }),
    bad: ['InvalidInput', () => ({})],
  },
  {
    operationId: 'v1PasswordResetRequest',
    route: 'POST /v1/auth/user/password/reset',
    status: 204,
    good: async ({ given, admin }) => ({ body: { emailId: (await given.user(admin)).emailId } }),
    bad: ['InvalidInput', () => ({ body: { emailId: null } })],
  },
];
