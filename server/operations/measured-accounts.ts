import type { Accounts } from '#domain/ports.ts';
import type { Metrics } from './metrics.ts';
import type { TakeNote } from './note.ts';

const A_MINUTE = 60_000;

/**
 * The same accounts, with refused sign-ins counted; a flood of them is noted, at most once a minute.
 * @param elapsed milliseconds on a clock that nobody sets
 */
export function measureAccounts(
  accounts: Accounts,
  metrics: Pick<Metrics, 'signInRefused'>,
  note: TakeNote,
  elapsed: () => number,
): Accounts {
  let refused = 0;
  let notedAt = Number.NEGATIVE_INFINITY;

  function flooded(): void {
    refused += 1;
    if (elapsed() - notedAt < A_MINUTE) return;
    note({ note: 'sign-in-flood', refused });
    notedAt = elapsed();
    refused = 0;
  }

  return {
    ...accounts,
    async signIn(login, password, address) {
      const answer = await accounts.signIn(login, password, address);
      if (!answer.ok) {
        metrics.signInRefused(answer.code);
        if (answer.code === 'too-many') flooded();
      }
      return answer;
    },
  };
}
