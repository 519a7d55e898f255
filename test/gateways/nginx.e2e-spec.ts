import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describeGateway } from './guarantees.js';
import { EXAMPLES } from './gateway-process.js';

describeGateway({
  program: 'nginx',
  command({ port, latchkey, application, scratch }) {
    // what the head of the file names as the things to change, and where Debian has its logs
    const changes: [string, string][] = [
      ['127.0.0.1:3000', latchkey],
      ['127.0.0.1:8080', application],
      ['listen 8000;', `listen ${port};`],
      ['/var/log/nginx', scratch],
    ];
    let example = readFileSync(join(EXAMPLES, 'nginx/latchkey.conf'), 'utf8');
    for (const [from, to] of changes) {
      if (!example.includes(from)) throw new Error(`there is no ${from} in examples/nginx`);
      example = example.replaceAll(from, to);
    }
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    mkdirSync(join(scratch, 'temporary'));
    writeFileSync(join(scratch, 'latchkey.conf'), example);
    writeFileSync(
      join(scratch, 'nginx.conf'),
      [
        `user ${userInfo().username};`,
        'daemon off;',
        'worker_processes 1;',
        `pid ${scratch}/nginx.pid;`,
        `error_log ${scratch}/start.log;`,
        'events { worker_connections 256; }',
        'http {',
        ...temporary.map((name) => `${name}_temp_path ${scratch}/temporary/${name};`),
        'include latchkey.conf;',
        '}',
      ].join('\n'),
    );
    return { args: ['-e', join(scratch, 'start.log'), '-c', join(scratch, 'nginx.conf')] };
  },
});
