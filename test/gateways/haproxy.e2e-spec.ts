import { join } from 'node:path';
import { EXAMPLES } from './gateway-process.js';
import { describeGateway } from './guarantees.js';

describeGateway({
  program: 'haproxy',
  command: ({ port, latchkey, application }) => ({
    args: ['-db', '-f', join(EXAMPLES, 'haproxy/haproxy.cfg')],
    env: {
      GATEWAY: `*:${port}`,
      LATCHKEY: latchkey,
      APPLICATION: application,
      QUESTIONS: `abns@latchkey-${port}`,
      LATCHKEY_LUA: join(EXAMPLES, 'haproxy/latchkey.lua'),
    },
  }),
});
