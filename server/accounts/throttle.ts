import { networkOf } from './network.ts';

/** A try that was let through. It counts as failed until it says otherwise, so that tries at once count too. */
export interface Attempt {
  readonly ok: true;
  succeeded(): void;
  /** The password was never looked at. */
  notTried(): void;
}

export interface Throttle {
  /** @returns seconds to wait, at least 1, where there were too many failures */
  begin(login: string, address: string): Attempt | { readonly ok: false; readonly seconds: number };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ACCOUNT = { free: 5, firstWait: 15 * SECOND };
/** A whole newsroom may sit behind one address. */
const ADDRESS = { free: 30, firstWait: 5 * SECOND };
const LONGEST_WAIT = 15 * MINUTE;
const FORGOTTEN_AFTER = 30 * MINUTE;
const MOST_KEYS = 10_000;

/**
 * Slows guessing down, per account and per address: some failures are free, then each doubles the wait. Somebody who
 * signed in from an address before is counted apart there, so that a stranger's guessing does not shut them out.
 */
export function createThrottle(deps: { readonly now: () => string }): Throttle {
  const now = () => Date.parse(deps.now());
  const accounts = createFailures(ACCOUNT);
  const addresses = createFailures(ADDRESS);
  const familiar = new Set<string>();

  return {
    begin(login, address) {
      const network = networkOf(address);
      const pair = `${login} ${network}`;
      const account = familiar.has(pair) ? pair : login;
      const wait = Math.max(accounts.wait(account, now()), addresses.wait(network, now()));
      if (wait > 0) return { ok: false, seconds: Math.ceil(wait / SECOND) };
      accounts.add(account, now());
      addresses.add(network, now());
      return {
        ok: true,
        succeeded() {
          accounts.clear(account);
          addresses.takeBack(network);
          remember(familiar, pair);
        },
        notTried() {
          accounts.takeBack(account);
          addresses.takeBack(network);
        },
      };
    },
  };
}

function remember(set: Set<string>, value: string): void {
  set.delete(value);
  set.add(value);
  if (set.size > MOST_KEYS) for (const oldest of set) return void set.delete(oldest);
}

/** Failures by key, oldest first; times in milliseconds. */
function createFailures(limit: { readonly free: number; readonly firstWait: number }) {
  const failures = new Map<string, { count: number; at: number }>();
  const recent = (key: string, now: number) => {
    const found = failures.get(key);
    if (found && now - found.at > FORGOTTEN_AFTER) failures.delete(key);
    return failures.get(key);
  };
  return {
    wait(key: string, now: number): number {
      const found = recent(key, now);
      if (!found || found.count < limit.free) return 0;
      const whole = Math.min(limit.firstWait * 2 ** (found.count - limit.free), LONGEST_WAIT);
      // A clock that was set back must not make anybody wait for longer than the whole.
      return Math.max(0, whole - Math.max(0, now - found.at));
    },
    add(key: string, now: number): void {
      const count = (recent(key, now)?.count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { count, at: now });
      if (failures.size > MOST_KEYS)
        for (const oldest of failures.keys()) return void failures.delete(oldest);
    },
    takeBack(key: string): void {
      const found = failures.get(key);
      if (found && found.count > 1) found.count -= 1;
      else failures.delete(key);
    },
    clear(key: string): void {
      failures.delete(key);
    },
  };
}
