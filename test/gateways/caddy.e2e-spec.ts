import { join } from 'node:path';
import { EXAMPLES } from './gateway-process.js';
import { describeGateway } from './guarantees.js';

describeGateway(
  {
    program: 'caddy',
    command: ({ port, latchkey, application, scratch }) => ({
      args: ['run', '--adapter', 'caddyfile', '--config', join(EXAMPLES, 'caddy/Caddyfile')],
      env: {
        GATEWAY: `:${port}`,
        LATCHKEY: latchkey,
        APPLICATION: application,
        ADMIN: `unix/${scratch}/admin.sock`,
      },
    }),
  },
  (scene) => {
    it('lets connections be upgraded, and is not fooled by what else is named there', async () => {
      const { bed, user, withKey } = scene;
      const headers = [...withKey, 'Connection', 'Upgrade, X-Auth-User-Uid', 'Upgrade', 'websocket'];
      await bed.send('/', { headers });
      expect(bed.application.last.headers).toMatchObject({
        connection: 'Upgrade',
        upgrade: 'websocket',
        'x-auth-user-uid': user.uid,
      });
    });
  },
);
