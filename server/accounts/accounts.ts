import { ACCOUNT_LIMITS, foldLogin } from '#domain/account-rules.ts';
import type { Accounts, NewStaffMember, SignIn } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { StaffMember } from '#domain/staff.ts';
import type { OpenJson } from '../durable/json-file.ts';
import { accountsShape } from './accounts-shape.ts';
import type { Passwords } from './password.ts';
import type { StoredSignIn } from './sign-in-sessions.ts';
import { createSignInSessions } from './sign-in-sessions.ts';
import type { StoredStaffMember } from './staff-book.ts';
import { createStaffBook, readNewStaffMember, withoutPassword } from './staff-book.ts';
import { createThrottle } from './throttle.ts';

interface AccountsFile {
  v: 1;
  staff: readonly StoredStaffMember[];
  signIns: readonly StoredSignIn[];
}

export interface AccountsDeps {
  readonly openJson: OpenJson;
  /** Where staff and sign-ins are kept; it holds password hashes. */
  readonly file: string;
  readonly now: () => string;
  readonly newId: () => string;
  /** 256 bits of chance, in letters a cookie may hold. */
  readonly randomToken: () => string;
  readonly passwords: Passwords;
  /** Hears why the disk refused; whoever asked is told `storage-failed`. */
  readonly report: (fault: unknown) => void;
}

/** How far the stored "last used" may lag behind: a write per request would be one too many. */
const SEEN_LAG = 10 * 60 * 1_000;

/**
 * Staff, their passwords and sign-ins. Memory is what answers; the file follows. What takes a right away holds in
 * memory first, so that it holds even when the disk refuses; what gives one is answered once it is durable.
 */
export async function openAccounts(deps: AccountsDeps): Promise<Accounts> {
  const { now, newId, passwords } = deps;
  const file = await deps.openJson<AccountsFile>(deps.file, { v: 1, staff: [], signIns: [] }, accountsShape);
  const listeners = new Set<(token: string) => void>();
  const book = createStaffBook(file.data.staff);
  const signIns = createSignInSessions({
    stored: file.data.signIns,
    now,
    randomToken: deps.randomToken,
    onEnded: (token) => {
      for (const listener of listeners) listener(token);
    },
  });
  const throttle = createThrottle({ now });
  let seenSavedAt = now();

  /** @returns whether it is durable */
  const save = async (): Promise<boolean> => {
    seenSavedAt = now();
    try {
      await file.update((data) => {
        data.staff = book.all();
        data.signIns = signIns.toStore();
      });
      return true;
    } catch (fault) {
      deps.report(fault);
      return false;
    }
  };

  async function begin(member: StoredStaffMember): Promise<SignIn | Refusal> {
    const token = signIns.begin(member.id);
    if (!(await save())) {
      signIns.end(token);
      return refuse('storage-failed');
    }
    // They may have been shut out while the disk worked.
    const staff = staffOf(token);
    return staff ? { ok: true, token, staff } : refuse('not-signed-in');
  }

  async function enroll(given: NewStaffMember, stillAllowed: () => boolean) {
    const member = readNewStaffMember(given);
    if ('ok' in member) return member;
    const password = await passwords.hash(member.password);
    if (password === null) return refuse('too-many');
    if (!stillAllowed()) return refuse('not-allowed');
    if (book.byLogin(member.login)) return refuse('invalid', { field: 'login', detail: member.login });
    const { login, name, role, coverages } = member;
    const stored = { id: newId(), login, name, role, coverages, password };
    book.put(stored);
    if (await save()) return stored;
    book.takeOut(stored.id);
    return refuse('storage-failed');
  }

  function staffOf(token: string): StaffMember | undefined {
    const member = holderOf(signIns.staffIdOf(token));
    // Should this write fail, only "last used" is older than it is: the sign-in ends sooner after a restart.
    if (member && Date.parse(now()) - Date.parse(seenSavedAt) > SEEN_LAG) void save();
    return member;
  }

  function holderOf(staffId: string | undefined): StaffMember | undefined {
    const member = staffId === undefined ? undefined : book.byId(staffId);
    return member && !member.disabled ? withoutPassword(member) : undefined;
  }

  const isAdmin = (id: string): boolean => {
    const member = book.byId(id);
    return member?.role === 'admin' && !member.disabled;
  };
  const isEmpty = () => book.all().length === 0;

  return {
    isEmpty,
    staffOf,
    lookUp: (token) => holderOf(signIns.lookUp(token)),
    list: () => book.all().map(withoutPassword),

    async setUp(first) {
      if (!isEmpty()) return refuse('not-allowed');
      const admin = await enroll({ ...first, role: 'admin', coverages: 'all' }, isEmpty);
      return 'ok' in admin ? admin : begin(admin);
    },

    async signIn(givenLogin, password, address) {
      if ([...password].length > ACCOUNT_LIMITS.passwordMostCharacters)
        return refuse('too-long', {
          field: 'password',
          detail: String(ACCOUNT_LIMITS.passwordMostCharacters),
        });
      const login = foldLogin(givenLogin.slice(0, 2 * ACCOUNT_LIMITS.loginCharacters));
      const attempt = throttle.begin(login, address);
      if (!attempt.ok) return refuse('too-many', { detail: `${attempt.seconds} s` });
      const matches = await passwords.matches(password, book.byLogin(login)?.password);
      if (matches === null) {
        attempt.notTried();
        return refuse('too-many');
      }
      // Looked up again: a quarter of a second has passed.
      const member = book.byLogin(login);
      if (!matches || !member || member.disabled) return refuse('not-signed-in');
      attempt.succeeded();
      return begin(member);
    },

    async signOut(token) {
      signIns.end(token);
      if (!(await save()))
        throw new Error('the sign-out holds until the next start only: it could not be stored');
    },

    async add(member, by) {
      if (!isAdmin(by.id)) return refuse('not-allowed');
      const added = await enroll(member, () => isAdmin(by.id));
      return 'ok' in added ? added : withoutPassword(added);
    },

    async disable(staffId, by) {
      if (!isAdmin(by.id)) return refuse('not-allowed');
      const member = book.byId(staffId);
      if (!member) return refuse('not-found');
      if (book.isLastAdmin(staffId)) return refuse('not-allowed', { field: 'staffId' });
      const disabled = { ...member, disabled: true as const };
      book.put(disabled);
      signIns.endAllOf(staffId);
      return (await save()) ? withoutPassword(disabled) : refuse('storage-failed');
    },

    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
