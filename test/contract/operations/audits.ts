import type { OperationCall } from '../call.js';
import { ABSENT } from '../world.js';
import type { World } from '../world.js';

const newest = async (world: World) => ({ as: world.admin, path: { uid: await world.auditUid() } });
const absent = ({ admin: as }: World) => ({ as, path: { uid: ABSENT } });

export const AUDIT_OPERATIONS: OperationCall[] = [
  {
    operationId: 'v1AuditsList',
    route: 'GET /v1/audits',
    status: 200,
    good: ({ admin: as }) => ({
      as,
      query: { startTime: '2029-12-31T23:59:59.052Z', actionType: 'create', limit: '50' },
    }),
    bad: ['InvalidInput', ({ admin: as }) => ({ as, query: { startTime: 'yesterday' } })],
  },
  {
    operationId: 'v1AuditsUidGet',
    route: 'GET /v1/audits/{uid}',
    status: 200,
    good: newest,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1AuditsUidGetSysMsg',
    route: 'GET /v1/audits/{uid}/sysMsg',
    status: 200,
    good: newest,
    bad: ['ResourceNotFound', absent],
  },
  {
    operationId: 'v1AuditsUidMsgUpdate',
    route: 'PATCH /v1/audits/{uid}/userMsg',
    status: 204,
    good: async (world) => ({ ...(await newest(world)), body: { userMsg: 'As agreed on Monday.' } }),
    bad: ['InvalidInput', async (world) => ({ ...(await newest(world)), body: { userMsg: 'no' } })],
  },
];
