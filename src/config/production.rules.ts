import { isIP } from 'node:net';
import { isGuessable } from './guessable.rules.js';
import type { ReadSettings } from './setting-values.js';
import { isLoopback } from './tls-setting-kinds.js';

export const isProduction = (env: NodeJS.ProcessEnv): boolean => env['NODE_ENV'] === 'production';

/** @returns what is convenient on the machine of whoever tries the service out, and a danger where others use it. */
export function productionFaults(settings: ReadSettings, env: NodeJS.ProcessEnv): string[] {
  if (!isProduction(env))
    return /^prod/i.test(env['NODE_ENV'] ?? '') ? ['NODE_ENV must be written production to mean it'] : [];
  return [
    ...faultsOfSecrets(settings),
    ...faultsOfInstances(settings, env),
    ...faultsOfTheWire(settings, env),
    ...faultsOfTheLog(settings),
  ];
}

function faultsOfSecrets(settings: ReadSettings): string[] {
  const { DATABASE_URL, LATCHKEY_MASTER_KEY, LATCHKEY_METRICS_TOKEN, REDIS_URL } = settings;
  const faults = equalSecrets(settings);
  if (DATABASE_URL && !LATCHKEY_MASTER_KEY)
    faults.push(
      'LATCHKEY_MASTER_KEY is needed with a server database in production, the same on every instance',
    );
  if (LATCHKEY_METRICS_TOKEN !== undefined && isGuessable(LATCHKEY_METRICS_TOKEN))
    faults.push('LATCHKEY_METRICS_TOKEN can be guessed; make one with: openssl rand -hex 32');
  // who chose the one in SMTP_URL is whoever sends the letters
  for (const [name, password] of [
    ['DATABASE_URL', DATABASE_URL?.password],
    ['REDIS_URL', REDIS_URL?.login?.password],
  ] as const)
    if (password && isGuessable(password))
      faults.push(
        `The password in ${name} can be guessed; give that server another one, made with: openssl rand -hex 16`,
      );
  return faults;
}

/** Instances tell each other of changes; on a database that only one of them has open, one would go on with what another took back. */
function faultsOfInstances({ DATABASE_URL, REDIS_URL }: ReadSettings, env: NodeJS.ProcessEnv): string[] {
  const isToldElsewhere = Boolean(env['DATABASE_URL'] ?? env['DATABASE_URL_FILE']);
  return REDIS_URL && !DATABASE_URL && !isToldElsewhere
    ? [
        'REDIS_URL is for several instances, which need a server database: name one in DATABASE_URL, or leave it out',
      ]
    : [];
}

/** Whoever learns one of two equal secrets has both. */
function equalSecrets(settings: ReadSettings): string[] {
  const secrets = Object.entries({
    LATCHKEY_MASTER_KEY: settings.LATCHKEY_MASTER_KEY,
    LATCHKEY_METRICS_TOKEN: settings.LATCHKEY_METRICS_TOKEN,
    LATCHKEY_BOOTSTRAP_PASSWORD: settings.LATCHKEY_BOOTSTRAP_PASSWORD,
    'The password in DATABASE_URL': settings.DATABASE_URL?.password,
    'The password in REDIS_URL': settings.REDIS_URL?.login?.password,
    'The password in SMTP_URL': settings.SMTP_URL?.login?.password,
  }).filter(([, secret]) => secret);
  return secrets.flatMap(([name, secret], at) => {
    const [twin] = secrets.slice(0, at).find(([, earlier]) => earlier === secret) ?? [];
    return twin === undefined
      ? []
      : [`${name} is the same as ${twin.replace(/^The/, 'the')}: each needs a secret of its own`];
  });
}

function faultsOfTheWire(settings: ReadSettings, env: NodeJS.ProcessEnv): string[] {
  const { DATABASE_URL, REDIS_URL } = settings;
  const faults: string[] = [];
  if (isPlain(settings, env))
    faults.push(
      'LATCHKEY_PUBLIC_URL must begin with https://, or LATCHKEY_TRUSTED_PROXIES name the proxy that has the certificate: keys and tokens would go over the network in the clear',
    );
  if (DATABASE_URL && DATABASE_URL.isTlsRequired === undefined && isRemoteAddress(DATABASE_URL.host))
    faults.push(
      'DATABASE_URL must name the server as its certificate does, and not by its address, or say ?requireTLS=false: nobody could verify who answers',
    );
  if (REDIS_URL?.login && !REDIS_URL.isSecure && !REDIS_URL.mayBePlain && !isLoopback(REDIS_URL.host))
    faults.push(
      'REDIS_URL must begin with rediss://, or say ?requireTLS=false: its password would go over the network in the clear',
    );
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    faults.push(
      'NODE_TLS_REJECT_UNAUTHORIZED must not be 0, or nobody’s certificate is verified; name the authority of your own in NODE_EXTRA_CA_CERTS',
    );
  return faults;
}

const isRemoteAddress = (host: string) => isIP(host) !== 0 && !isLoopback(host);

/** Who may reach the service from elsewhere does so without TLS, as far as the settings tell. */
function isPlain(
  { HOST = '', LATCHKEY_PUBLIC_URL, LATCHKEY_TRUSTED_PROXIES }: ReadSettings,
  env: NodeJS.ProcessEnv,
): boolean {
  const isToldElsewhere = Boolean(env['LATCHKEY_PUBLIC_URL']) && LATCHKEY_PUBLIC_URL === undefined;
  if (isToldElsewhere || LATCHKEY_TRUSTED_PROXIES?.length !== 0) return false;
  if (LATCHKEY_PUBLIC_URL?.startsWith('https:')) return false;
  const hosts = [HOST, ...(LATCHKEY_PUBLIC_URL ? [new URL(LATCHKEY_PUBLIC_URL).hostname] : [])];
  return hosts.some((host) => !isLoopback(host));
}

function faultsOfTheLog({ LATCHKEY_LOG_LEVEL }: ReadSettings): string[] {
  return LATCHKEY_LOG_LEVEL === 'debug' || LATCHKEY_LOG_LEVEL === 'trace'
    ? [
        'LATCHKEY_LOG_LEVEL must be info or less in production: what is written for developers is not for operators’ disks',
      ]
    : [];
}
