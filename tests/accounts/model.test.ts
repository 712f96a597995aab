import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACCOUNT_LIMITS } from '#domain/account-rules.ts';
import type { Accounts } from '#domain/ports.ts';
import { added, anOffice, setUpAdmin } from './an-office.ts';

const LOGINS = ['ines', 'tomasz', 'ruth'] as const;
const HOUR = 3_600;
const passwordOf = (login: string) => `the secret of ${login}`;

/** What an outsider must believe of one sign-in. Times in seconds. */
interface Believed {
  readonly login: string;
  readonly begun: number;
  seen: number;
  ended: boolean;
}

const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('sign-in'), login: fc.constantFrom(...LOGINS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail'), login: fc.constantFrom(...LOGINS) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sign-out'), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disable'), login: fc.constantFrom(...LOGINS) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('use'), which: fc.nat(30) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('clock'),
      hours: fc.constantFrom(0.01, 1, 6, 11.9, 12, 40, 200, -1, -13),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
) as fc.Arbitrary<
  | { kind: 'sign-in' | 'fail' | 'disable'; login: string }
  | { kind: 'sign-out' | 'use'; which: number }
  | { kind: 'clock'; hours: number }
  | { kind: 'restart' }
>;

test('whatever happens, no token is accepted without a live sign-in of somebody who is not disabled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const office = await anOffice();
      try {
        let accounts: Accounts = office.accounts;
        const told = new Set<string>();
        accounts.onRevoked((token) => told.add(token));
        const { staff: ada } = await setUpAdmin(accounts);
        const ids = new Map<string, string>();
        for (const login of LOGINS) {
          const member = {
            login,
            name: login,
            password: passwordOf(login),
            role: 'reporter',
            coverages: 'all',
          };
          ids.set(
            login,
            added(await accounts.add({ ...member, role: 'reporter', coverages: 'all' }, ada)).id,
          );
        }
        // Only admins disable; their own sign-in plays no part.
        let clock = 0;
        const disabled = new Set<string>();
        const signIns = new Map<string, Believed>();
        const tokenAt = (which: number) => [...signIns.keys()][which % Math.max(1, signIns.size)];

        const mayHold = ({ login, begun, seen, ended }: Believed) =>
          !ended &&
          !disabled.has(login) &&
          clock - seen < ACCOUNT_LIMITS.idleHours * HOUR &&
          clock - begun < ACCOUNT_LIMITS.absoluteDays * 24 * HOUR;

        const use = (token: string, believed: Believed) => {
          const holder = accounts.staffOf(token);
          if (holder) {
            expect(mayHold(believed)).toBe(true);
            expect(holder.id).toBe(ids.get(believed.login));
            believed.seen = Math.max(believed.seen, clock);
          } else believed.ended = true;
        };

        for (const one of acts) {
          if (one.kind === 'sign-in' || one.kind === 'fail') {
            const password = one.kind === 'fail' ? 'a wrong password' : passwordOf(one.login);
            const answer = await accounts.signIn(one.login, password, '203.0.113.7');
            if (answer.ok) {
              expect(one.kind).toBe('sign-in');
              expect(disabled).not.toContain(one.login);
              signIns.set(answer.token, { login: one.login, begun: clock, seen: clock, ended: false });
              expect(accounts.staffOf(answer.token)?.login).toBe(one.login);
            }
          } else if (one.kind === 'sign-out') {
            const token = tokenAt(one.which);
            const believed = token && signIns.get(token);
            if (believed) {
              await accounts.signOut(token);
              believed.ended = true;
            }
          } else if (one.kind === 'disable') {
            await accounts.disable(ids.get(one.login) ?? '', ada);
            disabled.add(one.login);
            for (const [token, believed] of signIns)
              if (believed.login === one.login && !believed.ended) expect(told).toContain(token);
          } else if (one.kind === 'use') {
            const token = tokenAt(one.which);
            const believed = token && signIns.get(token);
            if (believed) use(token, believed);
          } else if (one.kind === 'clock') {
            clock += one.hours * HOUR;
            office.pass(one.hours * HOUR);
          } else {
            // Everything that holds is seen first: "last used" may lag in the file, and ends a sign-in sooner.
            accounts = await office.reopen();
            accounts.onRevoked((token) => told.add(token));
            for (const [token, believed] of signIns) use(token, believed);
          }
          expect(accounts.staffOf('token-of-nobody')).toBeUndefined();
        }
        for (const [token, believed] of signIns) use(token, believed);
      } finally {
        await office.close();
      }
    }),
    { numRuns: 60 },
  );
});

test('a sign-in that nobody ended holds until it expires', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: 4, max: 11.9, noNaN: true }), { minLength: 15, maxLength: 40 }),
      async (pauses) => {
        const office = await anOffice();
        const { token } = await setUpAdmin(office.accounts);
        let hours = 0;
        for (const pause of pauses) {
          hours += pause;
          office.pass(pause * HOUR);
          if (hours < ACCOUNT_LIMITS.absoluteDays * 24 - 0.1)
            expect(office.accounts.staffOf(token)).toBeDefined();
          if (hours > ACCOUNT_LIMITS.absoluteDays * 24)
            expect(office.accounts.staffOf(token)).toBeUndefined();
        }
        await office.close();
      },
    ),
    { numRuns: 40 },
  );
});
