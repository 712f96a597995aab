import { createHash } from 'node:crypto';
import { ACCOUNT_LIMITS } from '#domain/account-rules.ts';

/** What is stored of a sign-in. Whoever reads the file cannot sign in with it. */
export interface StoredSignIn {
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
  readonly staffId: string;
  /** UTC instants. */
  readonly begunAt: string;
  readonly seenAt: string;
}

/** Who is signed in, in memory: the answer to every request. */
export interface SignInSessions {
  /** @returns the token, 256 bit; only its hash stays */
  begin(staffId: string): string;
  /** Whose token it is, and that it was used just now; undefined once it ended or expired. */
  staffIdOf(token: string): string | undefined;
  /** Whose token it is, without that counting as use. */
  lookUp(token: string): string | undefined;
  /** @returns whether it was a sign-in at all */
  end(token: string): boolean;
  endAllOf(staffId: string): void;
  /** For the file: all that hold. */
  toStore(): StoredSignIn[];
}

const HOUR = 60 * 60 * 1_000;
const IDLE = ACCOUNT_LIMITS.idleHours * HOUR;
const ABSOLUTE = ACCOUNT_LIMITS.absoluteDays * 24 * HOUR;
/** A program that signs in for every post must not fill the file; the one unused for longest goes. */
const MOST_PER_PERSON = 50;

interface Live {
  stored: StoredSignIn;
  /** Known while this process has seen it; sockets are cut by it. Never stored. */
  token?: string;
}

export function createSignInSessions(deps: {
  readonly stored: readonly StoredSignIn[];
  readonly now: () => string;
  readonly randomToken: () => string;
  /** Told once for every token this process has seen and that no longer holds. */
  readonly onEnded: (token: string) => void;
}): SignInSessions {
  const live = new Map<string, Live>(deps.stored.map((stored) => [stored.tokenHash, { stored }]));

  const drop = ({ stored, token }: Live) => {
    if (live.delete(stored.tokenHash) && token !== undefined) deps.onEnded(token);
  };
  const dropExpired = () => {
    for (const one of [...live.values()]) if (hasExpired(one.stored, deps.now())) drop(one);
  };
  const allOf = (staffId: string) => [...live.values()].filter(({ stored }) => stored.staffId === staffId);

  function find(token: string): Live | undefined {
    const found = live.get(hashOf(token));
    if (!found) return undefined;
    found.token = token;
    if (!hasExpired(found.stored, deps.now())) return found;
    drop(found);
    return undefined;
  }

  return {
    begin(staffId) {
      dropExpired();
      const bySeen = allOf(staffId).sort((a, b) => a.stored.seenAt.localeCompare(b.stored.seenAt));
      for (const one of bySeen.slice(0, Math.max(0, bySeen.length - MOST_PER_PERSON + 1))) drop(one);
      const token = deps.randomToken();
      const at = deps.now();
      const stored = { tokenHash: hashOf(token), staffId, begunAt: at, seenAt: at };
      live.set(stored.tokenHash, { stored, token });
      return token;
    },
    staffIdOf(token) {
      const found = find(token);
      if (found && deps.now() > found.stored.seenAt) found.stored = { ...found.stored, seenAt: deps.now() };
      return found?.stored.staffId;
    },
    lookUp: (token) => find(token)?.stored.staffId,
    end(token) {
      const found = live.get(hashOf(token));
      if (found) drop({ ...found, token });
      return found !== undefined;
    },
    endAllOf(staffId) {
      for (const one of allOf(staffId)) drop(one);
    },
    toStore() {
      dropExpired();
      return [...live.values()].map(({ stored }) => stored);
    },
  };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const hasExpired = ({ begunAt, seenAt }: StoredSignIn, now: string): boolean =>
  Date.parse(now) - Date.parse(seenAt) >= IDLE || Date.parse(now) - Date.parse(begunAt) >= ABSOLUTE;
