import type { ApiKey } from '../api/client.js';
import type { Me } from '../session/me.js';
import { ChangeDialog } from './change-dialog.js';
import type { KeyChange } from './change-dialog.js';
import { EditDialog } from './edit-dialog.js';
import type { KeyAction } from './key-menu.js';
import { RevealDialog } from './reveal-dialog.js';
import { RotateDialog } from './rotate-dialog.js';

/** What is done with which key, after a question. */
export interface OpenKey {
  action: Exclude<KeyAction, 'reactivate'>;
  apiKey: ApiKey;
}

interface KeyDialogProps {
  open: OpenKey;
  me: Me;
  /** Called once a change was made, before it is shown. */
  onDone?: (change: KeyChange) => Promise<void> | void;
  onClose: () => void;
}

/** The dialog of what somebody chose to do with a key. */
export function KeyDialog({ open: { action, apiKey }, me, onDone, onClose }: KeyDialogProps) {
  if (action === 'edit') return <EditDialog me={me} apiKey={apiKey} onClose={onClose} />;
  if (action === 'reveal') return <RevealDialog {...{ me, apiKey, onClose }} />;
  if (action === 'rotate') return <RotateDialog apiKey={apiKey} onClose={onClose} />;
  return <ChangeDialog change={action} {...{ apiKey, onDone, onClose }} />;
}
