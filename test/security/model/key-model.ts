const MINUTE_MS = 60_000;

/** A key as it should be. */
export interface ModelKey {
  uid: string;
  value: string;
  isActive: boolean;
  isDeleted: boolean;
  /** Milliseconds since 1970. */
  expiry: number;
  /** Values that it had before, and until when each counts; the last is the one before the present. */
  former: { value: string; until: number }[];
}

const MOST_FORMER = 4;

/** What the keys of one owner should do, in as few words as it can be said; the methods answer the status that is due. */
export class KeyModel {
  readonly keys: ModelKey[] = [];
  isOwnerActive = true;
  isTenantActive = true;

  constructor(public now: number) {}

  /** Why a key counts or does not; of several reasons the one that reaches furthest. */
  codeOf(key: ModelKey): string {
    if (key.isDeleted) return 'NOT_FOUND';
    if (!this.isTenantActive) return 'TENANT_SUSPENDED';
    if (!this.isOwnerActive) return 'OWNER_INACTIVE';
    if (!key.isActive) return 'INACTIVE';
    return this.isExpired(key) ? 'EXPIRED' : 'VALID';
  }

  /** Every value that there ever was, with what should be said of it now. */
  values(): { value: string; code: string }[] {
    return this.keys.flatMap((key) => [
      { value: key.value, code: this.codeOf(key) },
      ...key.former.map(({ value, until }) => ({
        value,
        code: until <= this.now ? 'NOT_FOUND' : this.codeOf(key),
      })),
    ]);
  }

  create(minutes: number): number {
    if (!this.isTenantActive) return 401;
    if (!this.isOwnerActive) return 400;
    const expiry = this.now + minutes * MINUTE_MS;
    this.keys.push({ uid: '', value: '', isActive: true, isDeleted: false, expiry, former: [] });
    return 201;
  }

  rename(key: ModelKey): number {
    return this.reach(key);
  }

  changeExpiry(key: ModelKey, minutes: number): number {
    if (this.reach(key) === 204 && this.isExpired(key)) return 409;
    if (this.reach(key) === 204) key.expiry = this.now + minutes * MINUTE_MS;
    return this.reach(key);
  }

  setState(key: ModelKey, isActive: boolean): number {
    if (this.reach(key) === 204 && isActive && this.isExpired(key)) return 409;
    if (this.reach(key) === 204) key.isActive = isActive;
    return this.reach(key);
  }

  /** The new value is filled in by the service. */
  rotate(key: ModelKey, graceMinutes: number): number {
    if (this.reach(key) !== 204) return this.reach(key);
    if (this.isExpired(key) || !key.isActive) return 409;
    const until = Math.min(this.now + graceMinutes * MINUTE_MS, key.expiry);
    const stop = (former: { until: number }) => (former.until = Math.min(former.until, this.now));
    if (graceMinutes === 0) key.former.forEach(stop);
    key.former.push({ value: key.value, until });
    key.former.slice(0, -MOST_FORMER).forEach(stop);
    return 201;
  }

  delete(key: ModelKey): number {
    const status = this.reach(key);
    if (status === 204) key.isDeleted = true;
    return status;
  }

  setOwner(isActive: boolean): number {
    if (!this.isTenantActive) return 401;
    this.isOwnerActive = isActive;
    return 204;
  }

  setTenant(isActive: boolean): number {
    this.isTenantActive = isActive;
    return 204;
  }

  advance(minutes: number): void {
    this.now += minutes * MINUTE_MS;
  }

  /** Whether the administrator of the organisation can change a key. */
  private reach(key: ModelKey): number {
    if (!this.isTenantActive) return 401;
    return key.isDeleted ? 404 : 204;
  }

  private isExpired(key: ModelKey): boolean {
    return key.expiry <= this.now;
  }
}
