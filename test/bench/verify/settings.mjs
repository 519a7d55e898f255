// How much is measured.

/** Fewer rounds, requests and keys: to see that everything works, not for numbers. */
export const IS_QUICK = process.env.BENCH_QUICK === '1';

export const CONNECTIONS = 32;
export const ROUNDS = IS_QUICK ? 3 : 31;
/** How often servers are started anew where it matters where in memory they happen to lie, and the rounds with each of them. */
export const STARTS = IS_QUICK ? 1 : 5;
export const ROUNDS_OF_START = IS_QUICK ? 3 : 11;
/** In one round, and before the first; fewer of what is slow. */
export const REQUESTS = IS_QUICK ? 4000 : 10_000;
export const WARM_UP = IS_QUICK ? 4000 : 20_000;

/** All keys of the big database, and how many of them are asked for; the small one has `FEW_KEYS`. */
export const MANY_KEYS = Number(process.env.BENCH_KEYS ?? (IS_QUICK ? 100_000 : 10_000_000));
export const WARM_KEYS = Math.min(100_000, MANY_KEYS / 10);
export const FEW_KEYS = 1000;

export const LOGIN_CLIENTS = 50;
export const PARALLEL = 35;
