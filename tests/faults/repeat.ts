import { postCommand } from '#live/post-command.ts';
import { readAnswer } from '#live/read-answer.ts';
import type { Chance } from './chance.ts';
import type { Act, Ledger } from './ledger.ts';
import type { Person } from './staffed.ts';

/** The same command with something else in it. */
const changed = (act: Act): Act =>
  act.kind === 'withdraw-entry'
    ? { ...act, reason: `${act.reason} (khác)` }
    : { ...act, content: { ...act.content, headline: 'Khác' } };

/** Sends an acknowledged command again, by the other door. A server that is killed meanwhile says nothing, which is no answer. */
export async function repeat(
  url: string,
  ledger: Ledger,
  people: readonly Person[],
  chance: Chance,
): Promise<void> {
  const handed = ledger.acknowledged[chance.index(ledger.acknowledged.length)];
  const person = people.find(({ login }) => login === handed?.by);
  if (!handed || !person) return;
  const reused = chance.percent(20);
  const act = reused ? changed(handed.act) : handed.act;
  const said = await postCommand(act, {
    language: 'en',
    origin: url,
    token: person.token,
  }).catch(() => null);
  const answer = readAnswer(said, act);
  if (!answer) return;
  ledger.repeated += 1;
  if (!reused) ledger.answer(handed, answer);
  else if (answer.ok || answer.code !== 'id-reused') ledger.wrong.unequalReceipts += 1;
}
