import type { User } from '../api/client.js';
import { CreateDialog } from '../keys/create-dialog.js';
import type { Me } from '../session/me.js';
import type { Rights } from '../session/rights.js';
import { ChangeDialog } from './change-dialog.js';
import { EditDialog } from './edit-dialog.js';
import { LinkDialog } from './link-dialog.js';
import type { UserAction } from './user-actions.js';

interface UserDialogProps {
  action: UserAction;
  user: User;
  me: Me;
  rights: Rights;
  onClose: () => void;
}

/** The dialog of what was chosen from a user's menu. */
export function UserDialog({ action, user, me, rights, onClose }: UserDialogProps) {
  switch (action) {
    case 'apiKeys':
      return null; // a page, and no dialog
    case 'edit':
      return <EditDialog user={user} rights={rights} onClose={onClose} />;
    case 'addKey':
      return <CreateDialog me={me} owner={user.metadata.uid} onClose={onClose} />;
    case 'activationLink':
    case 'resetLink':
      return <LinkDialog kind={action} user={user} onClose={onClose} />;
    default:
      return <ChangeDialog change={action} user={user} onClose={onClose} />;
  }
}
