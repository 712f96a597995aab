import type { Role } from './staff.ts';

/** An account that exists only in the demonstration; its sign-in page shows login and password to everybody. */
export interface DemonstrationAccount {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

const PASSWORD = 'lang-que-xanh';

/** The invented newsroom: one editor who is the admin too, three reporters. */
export const DEMONSTRATION_ACCOUNTS: readonly DemonstrationAccount[] = [
  { login: 'bientap', name: 'Mai Quế', password: PASSWORD, role: 'admin' },
  { login: 'kimthoa', name: 'Kim Thoa', password: PASSWORD, role: 'reporter' },
  { login: 'gialac', name: 'Gia Lạc', password: PASSWORD, role: 'reporter' },
  { login: 'haimien', name: 'Hải Miên', password: PASSWORD, role: 'reporter' },
];
