import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Accounts, SignIn } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { StaffMember } from '#domain/staff.ts';
import { openAccounts } from '#server/accounts/accounts.ts';
import type { Passwords } from '#server/accounts/password.ts';
import type { OpenJson } from '#server/durable/json-file.ts';
import { openDurableJson } from '#server/durable/json-file.ts';

/** Costs nothing; the real one is tested by itself. */
export const PLAIN_PASSWORDS: Passwords = {
  hash: async (password) => `plain:${password}`,
  matches: async (password, stored) => stored === `plain:${password}`,
};

export interface Office {
  readonly accounts: Accounts;
  readonly file: string;
  /** What was told to whoever runs it. */
  readonly reported: readonly unknown[];
  /** Moves the clock, in seconds. */
  readonly pass: (seconds: number) => void;
  /** The same file opened again, as after a restart. */
  readonly reopen: () => Promise<Accounts>;
  readonly close: () => Promise<void>;
}

export async function anOffice(
  parts: { readonly passwords?: Passwords; readonly openJson?: OpenJson } = {},
): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-accounts-'));
  const file = join(folder, 'accounts.json');
  let at = Date.parse('2026-03-12T01:00:00.000Z');
  let made = 0;
  // "Last used" is written behind the request; the folder may go only after it.
  const writes: Promise<void>[] = [];
  const reported: unknown[] = [];
  const openJson: OpenJson = async (path, initial, shape) => {
    const json = await (parts.openJson ?? openDurableJson)(path, initial, shape);
    return {
      get data() {
        return json.data;
      },
      update(change) {
        const write = json.update(change);
        writes.push(write);
        return write;
      },
    };
  };
  const open = () =>
    openAccounts({
      openJson,
      file,
      now: () => new Date(at).toISOString(),
      newId: () => {
        made += 1;
        return `staff-${made}`;
      },
      randomToken: () => {
        made += 1;
        return `token-${made}`;
      },
      passwords: parts.passwords ?? PLAIN_PASSWORDS,
      report: (fault) => reported.push(fault),
    });
  return {
    accounts: await open(),
    file,
    reported,
    pass: (seconds) => {
      at += seconds * 1_000;
    },
    reopen: open,
    close: async () => {
      await Promise.allSettled(writes);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const ADMIN = { login: 'ada', name: 'Ada', password: 'the first secret' };

export async function setUpAdmin(accounts: Accounts): Promise<SignIn> {
  return signedIn(await accounts.setUp(ADMIN));
}

export function signedIn(answer: SignIn | Refusal): SignIn {
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer;
}

export function added(answer: StaffMember | Refusal): StaffMember {
  if ('ok' in answer) throw new Error(`refused: ${answer.code}`);
  return answer;
}
