import { AsyncLocalStorage } from 'node:async_hooks';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { ModulesContainer } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import type { TestApp } from './test-app.js';

type Method = (this: unknown, ...parameters: unknown[]) => unknown;

/** How something answers while all is well, over all of its calls. */
export interface Habit {
  isAsync: boolean;
  /** It answered something that is true in a condition; `yes`: nothing but true. */
  tells: 'nothing' | 'yes' | 'something';
}

/** What happens at one call of a request instead of what should. */
export interface Fault {
  /** `Class.method`. */
  at: string;
  happen: () => unknown;
}

interface Scene {
  calls: Map<string, Habit>;
  fault?: Fault;
}

const SOURCES = ['src', 'libs'].map((name) => join(__dirname, '../..', name));
/** What decisions are made with that is not in our sources. */
const OTHERS = ['Reflector', 'LRUCache', 'TestClock'];
/** What is given back, and what must be given back in any case: after that comes the fault. */
const ENDINGS = new Set(['QueryRunner.release']);

/**
 * Puts faults into the service, at any method of any object that its providers are or hold, and only for one request: what runs beside it is
 * spared. Nobody lists the methods: those that a request calls are recorded.
 */
export class FaultInjection {
  private readonly scenes = new AsyncLocalStorage<Scene>();
  private readonly wrapped = new Set<object>();
  private readonly replaced: [owner: object, member: string, original: PropertyDescriptor][] = [];
  private readonly classes = new Set([...classesIn(SOURCES), ...OTHERS]);
  private scene: Scene | undefined;

  private constructor(private readonly app: TestApp) {}

  static into(app: TestApp): FaultInjection {
    const injection = new FaultInjection(app);
    for (const { providers, controllers } of app.get(ModulesContainer).values())
      for (const { instance } of [...providers.values(), ...controllers.values()]) injection.visit(instance);
    injection.visitDatabase();
    injection.followRequests();
    return injection;
  }

  /** Gives every class its own methods back: others make objects of them after us. */
  leave(): void {
    for (const [owner, member, original] of this.replaced) Object.defineProperty(owner, member, original);
  }

  /** @returns what a request calls while all is well, and what it answers. */
  async record<T>(work: () => PromiseLike<T>): Promise<{ answer: T; calls: Map<string, Habit> }> {
    const scene: Scene = { calls: new Map() };
    return { answer: await this.during(scene, work), calls: scene.calls };
  }

  /** @returns what the request answers with this fault at each call of that method. */
  inject<T>(fault: Fault, work: () => PromiseLike<T>): Promise<T> {
    return this.during({ calls: new Map(), fault }, work);
  }

  private async during<T>(scene: Scene, work: () => PromiseLike<T>): Promise<T> {
    this.scene = scene;
    try {
      return await work();
    } finally {
      this.scene = undefined;
    }
  }

  /** Node gives a body to whoever listens outside of what the request began in. */
  private followRequests(): void {
    const server = this.app.app.getHttpServer();
    const listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    for (const listener of listeners)
      server.on('request', (request: IncomingMessage, response) => {
        const { scene } = this;
        if (!scene) return listener(request, response);
        const emit = request.emit.bind(request) as (...event: unknown[]) => boolean;
        request.emit = (...event: unknown[]) => this.scenes.run(scene, () => emit(...event));
        this.scenes.run(scene, () => listener(request, response));
      });
  }

  private visit(value: unknown): void {
    if (typeof value !== 'object' || value === null || this.wrapped.has(value)) return;
    this.wrapped.add(value);
    const isOurs = this.isKnown(value);
    if (!isOurs && !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
    if (isOurs) this.wrapChain(value);
    for (const held of Object.values(value)) this.visit(held);
  }

  /** @returns true for an object of a class that is ours, or that decisions are made with. */
  private isKnown(value: object): boolean {
    return this.classes.has(value.constructor?.name ?? '');
  }

  private wrapChain(instance: object): void {
    let prototype = Object.getPrototypeOf(instance) as object;
    for (; this.isKnown(prototype); prototype = Object.getPrototypeOf(prototype) as object) {
      if (this.wrapped.has(prototype)) continue;
      this.wrapped.add(prototype);
      for (const member of Object.getOwnPropertyNames(prototype))
        if (member !== 'constructor') this.wrap(prototype, member, prototype.constructor.name);
    }
    if (prototype !== Object.prototype) return; // what a library keeps in its own object is its own
    for (const [member, held] of Object.entries(instance))
      if (typeof held === 'function' && !/^class\b/.test(String(held)))
        this.wrap(instance, member, instance.constructor.name);
  }

  private wrap(owner: object, member: string, className: string): void {
    const descriptor = Object.getOwnPropertyDescriptor(owner, member);
    if (!descriptor?.configurable) return;
    this.replaced.push([owner, member, { ...descriptor }]);
    const name = `${className}.${member}`;
    for (const kind of ['get', 'value'] as const) {
      const original = descriptor[kind] as unknown;
      if (typeof original === 'function') descriptor[kind] = this.around(name, original as Method);
    }
    Object.defineProperty(owner, member, descriptor);
  }

  private visitDatabase(): void {
    const { driver } = this.app.get(DataSource);
    const create = driver.createQueryRunner.bind(driver);
    driver.createQueryRunner = this.around('Driver.createQueryRunner', (mode) => {
      const runner = create(mode as 'master');
      for (const member of ['query', 'startTransaction', 'commitTransaction', 'release'] as const)
        Object.assign(runner, { [member]: this.around(`QueryRunner.${member}`, runner[member] as Method) });
      return runner;
    }) as (mode: string) => QueryRunner;
  }

  private around(name: string, original: Method): Method {
    const { scenes } = this;
    return function (this: unknown, ...parameters) {
      const scene = scenes.getStore();
      if (scene?.fault?.at === name) {
        if (ENDINGS.has(name)) void original.apply(this, parameters);
        return scene.fault.happen();
      }
      const answer = original.apply(this, parameters);
      if (scene) note(scene, name, answer);
      return answer;
    };
  }
}

function note({ calls }: Scene, name: string, answer: unknown): void {
  const habit: Habit = calls.get(name) ?? { isAsync: false, tells: 'nothing' };
  calls.set(name, habit);
  const hear = (value: unknown): void => {
    if (value) habit.tells = value === true && habit.tells !== 'something' ? 'yes' : 'something';
  };
  if (!(answer instanceof Promise)) return hear(answer);
  habit.isAsync = true;
  answer.then(hear, () => undefined);
}

function classesIn(directories: string[]): string[] {
  return directories.flatMap((directory) =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join(directory, file), 'utf8').matchAll(/\bclass (\w+)/g)].map(
          ([, name = '']) => name,
        ),
      ),
  );
}
