// What verification of what is in memory costs, next to an empty route.
import { inTurn, ratio, told, verification } from './rounds.mjs';
import { request } from './client.mjs';
import { Service, startBare } from './server.mjs';

export async function measureWarm() {
  const bare = await startBare();
  const service = await Service.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
  const key = verification({ ApiKey: await service.makeKey() });
  const token = verification({ Authorization: service.token });
  const garbage = verification({ ApiKey: 'lk_garbage' });
  const results = await inTurn({
    'an empty route on bare Fastify': { server: bare, requestAt: () => request('/') },
    'a warm key': { server: service, requestAt: () => key },
    'a warm token': { server: service, requestAt: () => token },
    'garbage, with a log line for each': { server: service, requestAt: () => garbage, status: 401 },
  });
  for (const server of [bare, service]) server.stop();
  const [base, ofKey, ofToken] = Object.values(results);
  return {
    values: {
      key: ratio(ofKey, base, 'perCpu'),
      token: ratio(ofToken, base, 'perCpu'),
      latency: ratio(ofKey, base, 'p99'),
    },
    details: Object.entries(results).map(([name, rounds]) => told(name, rounds)),
  };
}
