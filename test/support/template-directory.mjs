import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the first spec: a place for the migrated databases that are copied instead of being migrated anew for each file. */
export default function makeTemplateDirectory() {
  process.env.TEST_TEMPLATES = mkdtempSync(join(tmpdir(), 'latchkey-templates-'));
}
