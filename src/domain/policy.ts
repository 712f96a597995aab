import type { CommandKind } from './command.ts';
import type { CoverageAbout } from './coverage.ts';
import type { Actor, Role } from './staff.ts';

/** `own`: the role may, on entries it posted itself. */
type Right = 'yes' | 'own' | 'no';

/**
 * Who may ask for what. One table: doors, desks and tests read it, nobody else decides.
 * Admins may all that editors may.
 */
export const POLICY: Readonly<Record<CommandKind, Readonly<Record<'reporter' | 'editor', Right>>>> = {
  'create-coverage': { reporter: 'no', editor: 'yes' },
  'revise-coverage': { reporter: 'no', editor: 'yes' },
  'add-agenda-item': { reporter: 'no', editor: 'yes' },
  'revise-agenda-item': { reporter: 'no', editor: 'yes' },
  'remove-agenda-item': { reporter: 'no', editor: 'yes' },
  'start-agenda-item': { reporter: 'yes', editor: 'yes' },
  'post-entry': { reporter: 'yes', editor: 'yes' },
  'revise-entry': { reporter: 'own', editor: 'yes' },
  'correct-entry': { reporter: 'own', editor: 'yes' },
  'withdraw-entry': { reporter: 'own', editor: 'yes' },
  'move-entry': { reporter: 'own', editor: 'yes' },
  'release-entry': { reporter: 'no', editor: 'yes' },
  'return-entry': { reporter: 'no', editor: 'yes' },
  'key-entry': { reporter: 'own', editor: 'yes' },
  'unkey-entry': { reporter: 'own', editor: 'yes' },
  'pin-entry': { reporter: 'no', editor: 'yes' },
  'unpin-entry': { reporter: 'no', editor: 'yes' },
  'attach-figure': { reporter: 'own', editor: 'yes' },
  'schedule-coverage': { reporter: 'no', editor: 'yes' },
  'open-coverage': { reporter: 'no', editor: 'yes' },
  'pause-coverage': { reporter: 'no', editor: 'yes' },
  'resume-coverage': { reporter: 'no', editor: 'yes' },
  'close-coverage': { reporter: 'no', editor: 'yes' },
  'reopen-coverage': { reporter: 'no', editor: 'yes' },
  'archive-coverage': { reporter: 'no', editor: 'yes' },
};

const tableRole = (role: Role): 'reporter' | 'editor' => (role === 'reporter' ? 'reporter' : 'editor');

/** What this person posts waits for an editor, and what is published of it is an editor's to mend (rule 13). */
export const isReviewed = ({ review }: Pick<CoverageAbout, 'review'>, { role }: Actor): boolean =>
  review === true && role === 'reporter';

/** The actor works on this coverage at all. */
export const isMember = (actor: Actor, coverageId: string): boolean =>
  actor.role === 'admin' || actor.coverages === 'all' || actor.coverages.includes(coverageId);

/**
 * @param postedBy staff id of the entry's author, where the command is about an entry
 */
export function may(actor: Actor, kind: CommandKind, coverageId: string, postedBy?: string): boolean {
  // Who works on some coverages only would be shut out of the one they made.
  const member = kind === 'create-coverage' ? isMember(actor, '') : isMember(actor, coverageId);
  if (!member) return false;
  const right = POLICY[kind][tableRole(actor.role)];
  return right === 'yes' || (right === 'own' && postedBy === actor.id);
}
