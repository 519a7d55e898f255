import { HealthService } from './health.service.js';
import type { DatabaseProbe } from './database-probe.repository.js';

describe('HealthService', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const service = (isUp: () => Promise<boolean>) => {
    const probe = { isUp: vi.fn(isUp) };
    return { probe, health: new HealthService(probe as unknown as DatabaseProbe) };
  };

  it('asks again after a second, and not before', async () => {
    let isUp = true;
    const { probe, health } = service(async () => isUp);
    expect(await health.isReady()).toBe(true);
    isUp = false;
    await vi.advanceTimersByTimeAsync(999);
    expect(await health.isReady()).toBe(true);
    expect(probe.isUp).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await health.isReady()).toBe(false);
    expect(probe.isUp).toHaveBeenCalledTimes(2);
  });

  it('shares one question among all who ask meanwhile', async () => {
    const { probe, health } = service(async () => true);
    expect(await Promise.all(Array.from({ length: 50 }, () => health.isReady()))).toEqual(
      Array(50).fill(true),
    );
    expect(probe.isUp).toHaveBeenCalledTimes(1);
  });

  it('says no when the database is silent for two seconds', async () => {
    const { health } = service(() => new Promise(() => undefined));
    let answer: boolean | undefined;
    void health.isReady().then((isReady) => (answer = isReady));
    await vi.advanceTimersByTimeAsync(1999);
    expect(answer).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(answer).toBe(false);
  });

  it('does not pile up questions while the database is silent: one in ten seconds', async () => {
    const { probe, health } = service(() => new Promise(() => undefined));
    for (let second = 0; second < 60; second++) {
      void health.isReady();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(probe.isUp.mock.calls.length).toBe(6);
  });

  it('says no once it drains, also to whoever asked just before', async () => {
    let answer = (_isUp: boolean) => {};
    const { health } = service(() => new Promise((resolve) => (answer = resolve)));
    const asked = health.isReady();
    health.drain();
    answer(true);
    expect(await asked).toBe(false);
    expect(await health.isReady()).toBe(false);
  });

  it('says yes again once a silent database has answered', async () => {
    let answer = (_isUp: boolean) => {};
    const { health } = service(() => new Promise((resolve) => (answer = resolve)));
    const asked = health.isReady();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await asked).toBe(false);
    answer(true);
    await vi.advanceTimersByTimeAsync(1000);
    const again = health.isReady();
    answer(true);
    expect(await again).toBe(true);
  });
});
