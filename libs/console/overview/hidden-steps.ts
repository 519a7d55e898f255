const nameFor = (tenantUid: string) => `latchkey-steps-${tenantUid}`;

/** @returns true when somebody hid the first steps of this organisation in this browser. */
export function areStepsHidden(tenantUid: string): boolean {
  return localStorage.getItem(nameFor(tenantUid)) === 'hidden';
}

/** Hides them, for good. */
export function hideSteps(tenantUid: string): void {
  localStorage.setItem(nameFor(tenantUid), 'hidden');
}
