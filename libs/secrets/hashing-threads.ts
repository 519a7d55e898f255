import { Worker } from 'node:worker_threads';

/** What a thread answers to a task. */
export type Answer<Value> = { value: Value } | { fault: string };

/** How long a thread waits for work. A new one takes some 40 ms to start, one that is kept some MiB. */
const IDLE_MS = 30_000;

/**
 * Threads that each run the program of one file, which answers a task with an {@link Answer}. There are as many as tasks at once, they start
 * with the first task and end when there was none for a while: most of the time nobody logs in. None keeps the process alive by itself.
 *
 * Libuv's own threads are no place for long work: files and names wait for them too, and they have the priority of the event loop.
 */
export class HashingThreads<Task, Value> {
  private readonly idle: Thread<Task, Value>[] = [];

  constructor(
    private readonly program: URL,
    private readonly idleMs = IDLE_MS,
  ) {}

  /** @throws Error with what the thread says, or because it died; another one then takes its place. */
  async run(task: Task): Promise<Value> {
    const thread = this.takeIdle() ?? new Thread(this.program);
    const answer = await thread.run(task);
    this.idle.push(thread);
    thread.endIn(this.idleMs);
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.value;
  }

  /** The one that worked last, so that the others come to their end. */
  private takeIdle(): Thread<Task, Value> | undefined {
    for (;;) {
      const thread = this.idle.pop();
      if (!thread?.hasEnded) return thread;
    }
  }
}

/** One thread, with one task at a time. */
class Thread<Task, Value> {
  hasEnded = false;
  private readonly worker: Worker;
  private ending: NodeJS.Timeout | undefined;
  private waiting: { resolve: (answer: Answer<Value>) => void; reject: (error: Error) => void } | undefined;

  constructor(program: URL) {
    // what the process was started with is about another program
    this.worker = new Worker(program, { execArgv: [] });
    this.worker.on('message', (answer: Answer<Value>) => this.waiting?.resolve(answer));
    this.worker.on('error', (error: Error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`the thread ended with ${code}`)));
  }

  async run(task: Task): Promise<Answer<Value>> {
    clearTimeout(this.ending);
    this.worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.waiting = { resolve, reject };
        this.worker.postMessage(task);
      });
    } finally {
      this.worker.unref();
    }
  }

  endIn(ms: number): void {
    this.ending = setTimeout(() => {
      this.hasEnded = true;
      void this.worker.terminate();
    }, ms).unref();
  }

  private fail(error: Error): void {
    this.hasEnded = true;
    this.waiting?.reject(error);
  }
}
