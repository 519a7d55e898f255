import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { as } from '../support/caller.js';
import { Given, tokenOf } from '../support/given.js';
import type { Person } from '../support/given.js';
import { statusOf } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';

/** A uid that nothing has. */
export const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

/** The people that every operation is called by, and the ways to what it is called upon. */
export class World {
  private constructor(
    readonly app: TestApp,
    /** A service that nobody has set up. */
    readonly newInstallation: TestApp,
    readonly given: Given,
    /** Runs the platform. */
    readonly platform: Person,
    /** Runs an organisation. */
    readonly admin: Person,
    /** May do nothing for others. */
    readonly user: Person,
  ) {}

  static async begin(env: Record<string, string> = {}): Promise<World> {
    // Passport keeps its strategies for the whole process: those of the service that was started last
    const newInstallation = await TestApp.start({ bootstrap: false });
    return World.populate(await TestApp.start({ env }), newInstallation);
  }

  /** @returns other people in the same services. */
  anew(): Promise<World> {
    return World.populate(this.app, this.newInstallation);
  }

  private static async populate(app: TestApp, newInstallation: TestApp): Promise<World> {
    const given = new Given(app);
    const platform = await given.platformAdmin();
    const admin = await given.tenant();
    return new World(app, newInstallation, given, platform, admin, await given.user(admin));
  }

  /** @returns the token of an activation link. */
  async activationToken(): Promise<string> {
    const { uid } = await this.given.pendingUser(this.admin);
    return tokenOf(await this.given.activationLink(this.admin, uid));
  }

  /** @returns the token of a reset link. */
  async resetToken(): Promise<string> {
    const { uid } = await this.given.user(this.admin);
    await as(this.app, this.admin).patch(`/v1/users/${uid}/password/reset`).expect(204);
    return tokenOf((await statusOf(this.app, this.admin, uid)).passwordResetLink);
  }

  /** @returns the uid of the newest entry of the organisation's audit trail. */
  async auditUid(): Promise<string> {
    const { body } = await as(this.app, this.admin).get('/v1/audits?limit=1').expect(200);
    return (body as { items: { metadata: { uid: string } }[] }).items[0]?.metadata.uid ?? 'none';
  }

  /** @returns the uid of a session of a new user, and that user. */
  async session(): Promise<{ uid: string; of: Person }> {
    const of = await this.given.user(this.admin);
    const { body } = await as(this.app, of).get('/v1/auth/sessions').expect(200);
    return { uid: (body as { items: { uid: string }[] }).items[0]?.uid ?? 'none', of };
  }

  /** @returns what sets the new installation up. */
  setupToken(): string {
    return readFileSync(join(this.newInstallation.database.directory, 'setup-token'), 'utf8').trim();
  }

  async end(): Promise<void> {
    await this.app.close();
    await this.newInstallation.close();
  }
}
