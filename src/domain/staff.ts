export const ROLES = ['reporter', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who works here. Passwords and sign-in sessions are the accounts' business. */
export interface StaffMember {
  readonly id: string;
  readonly login: string;
  /** As printed in a byline. */
  readonly name: string;
  readonly role: Role;
  /** The coverages the role holds for; a role elsewhere gives nothing here. */
  readonly coverages: 'all' | readonly string[];
  readonly disabled?: true;
}

/** Who publishes what had an hour of publication (rule 14): no person. */
export const CLOCK_ID = 'clock';

/** Who asks, looked up afresh for every command. */
export type Actor = Pick<StaffMember, 'id' | 'name' | 'role' | 'coverages'>;
