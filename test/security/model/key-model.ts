const MINUTE_MS = 60_000;

/** A key as it should be. */
export interface ModelKey {
  uid: string;
  value: string;
  isActive: boolean;
  isDeleted: boolean;
  /** Milliseconds since 1970. */
  expiry: number;
}

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

  create(minutes: number): number {
    if (!this.isTenantActive) return 401;
    if (!this.isOwnerActive) return 400;
    const expiry = this.now + minutes * MINUTE_MS;
    this.keys.push({ uid: '', value: '', isActive: true, isDeleted: false, expiry });
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
