import { ACCOUNT_LIMITS, foldLogin, isLogin, passwordFault } from '#domain/account-rules.ts';
import { LIMITS } from '#domain/limits.ts';
import type { NewStaffMember } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { StaffMember } from '#domain/staff.ts';
import { ROLES } from '#domain/staff.ts';

/** A line of the staff book as it is stored. */
export interface StoredStaffMember extends StaffMember {
  /** PHC string. */
  readonly password: string;
}

/** Everybody who works or worked here, in memory. Nobody is ever taken out: old entries name them. */
export interface StaffBook {
  all(): StoredStaffMember[];
  byId(id: string): StoredStaffMember | undefined;
  /** @param login folded */
  byLogin(login: string): StoredStaffMember | undefined;
  put(member: StoredStaffMember): void;
  /** For a new line that could not be stored. */
  takeOut(id: string): void;
  /** Whether an admin would be left without this one. */
  isLastAdmin(id: string): boolean;
}

export function createStaffBook(stored: readonly StoredStaffMember[]): StaffBook {
  const members = new Map(stored.map((member) => [member.id, member]));
  const all = () => [...members.values()];
  return {
    all,
    byId: (id) => members.get(id),
    byLogin: (login) => all().find((member) => member.login === login),
    put: (member) => void members.set(member.id, member),
    takeOut: (id) => void members.delete(id),
    isLastAdmin(id) {
      const admins = all().filter((member) => member.role === 'admin' && !member.disabled);
      return admins.length === 1 && admins[0]?.id === id;
    },
  };
}

/** The line without what only the accounts may see. */
export function withoutPassword({ password: _, ...member }: StoredStaffMember): StaffMember {
  return member;
}

// Controls, and marks that turn the direction of what follows: a name is printed in bylines.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const INVISIBLE = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu;

/** What a person filled in, in the spelling it is kept in; or what is wrong with it. */
export function readNewStaffMember(given: NewStaffMember): NewStaffMember | Refusal {
  const login = foldLogin(given.login);
  const name = given.name.normalize('NFC').replace(INVISIBLE, '').trim();
  if (!isLogin(login)) return refuse('invalid', { field: 'login' });
  if (!name) return refuse('invalid', { field: 'name' });
  if (name.length > LIMITS.nameCharacters)
    return refuse('too-long', { field: 'name', detail: String(LIMITS.nameCharacters) });
  if (!ROLES.includes(given.role)) return refuse('invalid', { field: 'role' });
  const fault = passwordFault(given.password, login);
  if (fault === 'too-long')
    return refuse('too-long', { field: 'password', detail: String(ACCOUNT_LIMITS.passwordMostCharacters) });
  if (fault)
    return refuse('invalid', {
      field: 'password',
      ...(fault === 'too-short' && { detail: `≥ ${ACCOUNT_LIMITS.passwordLeastCharacters}` }),
    });
  return { ...given, login, name };
}
