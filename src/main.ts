import { setFlagsFromString } from 'node:v8';

// Loading a thousand modules makes the engine grow its young generation, and it never gives that back: a fifth of what an idle
// service would weigh. So it may grow only once there are requests to serve.
setFlagsFromString('--semi-space-growth-factor=1');
const { start } = await import('./start.js');
await start();
setFlagsFromString('--semi-space-growth-factor=2');
