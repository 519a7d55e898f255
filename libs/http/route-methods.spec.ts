import Fastify from 'fastify';
import { RouteMethods } from './route-methods.js';

describe('RouteMethods', () => {
  const fastify = Fastify({ exposeHeadRoutes: false });
  const methods = new RouteMethods(fastify);
  const nothing = () => '';
  fastify.get('/v1/things', nothing);
  fastify.post('/v1/things', nothing);
  fastify.get('/v1/things/:uid', nothing);
  fastify.route({ method: ['PUT', 'DELETE'], url: '/v1/things/:uid', handler: nothing });
  fastify.get('/v1/things/:uid/owner', nothing);
  fastify.get('/jwks.json', nothing);
  fastify.options('*', nothing);

  it.each([
    ['/v1/things', 'GET, POST'],
    ['/v1/things/1', 'DELETE, GET, PUT'],
    ['/v1/things/1/owner', 'GET'],
    ['/jwks.json', 'GET'],
  ])('answers 405 for %s and names its methods', (path, allow) => {
    expect(methods.missing(path)).toMatchObject({
      code: 'MethodNotAllowed',
      status: 405,
      headers: { Allow: allow },
    });
  });

  it.each([
    '/',
    '/v1',
    '/v1/things/',
    '/v1/things/1/2',
    '/v1/things/1/owner/x',
    '/jwksxjson',
    '/v1/thingsx',
    '',
  ])('answers 404 for %j: a wildcard or a mere prefix is no address', (path) => {
    expect(methods.missing(path)).toMatchObject({ code: 'ResourceNotFound', status: 404, headers: {} });
  });
});
