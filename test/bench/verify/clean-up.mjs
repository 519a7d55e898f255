// What must be gone when the benchmark is, however it ends: processes, and directories that may be large.
const steps = [];

/** @param step runs when the process ends, after those that were given later; it cannot wait for anything. */
export function whenDone(step) {
  steps.unshift(step);
}

process.on('exit', () => {
  for (const step of steps) step();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    console.error(`ended by ${signal}`);
    process.exit(1);
  });
