// What everything is compared with: an empty route.
import fastify from 'fastify';

const app = fastify({ logger: false }).get('/', (_request, reply) => reply.send());
const address = await app.listen({ port: 0, host: '127.0.0.1' });
console.error(`port ${new URL(address).port}.`);
