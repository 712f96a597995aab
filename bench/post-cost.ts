import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Round } from './post-cost-subject.ts';

/**
 * What a post costs in a coverage of 10 entries and in one of 100,000: processor time on memory storage, and the wait
 * for the receipt on the journal. Rounds take turns, medians are compared.
 */
const ROUNDS = 21;
const WARM_UP = 4;
const SHORT = 10;
const LONG = 100_000;
const GOAL = 1.3;

async function begin(kind: 'memory' | 'journal', entries: number): Promise<ChildProcess> {
  const subject = fork(join(import.meta.dirname, 'post-cost-subject.ts'), [kind, String(entries)]);
  await once(subject, 'message');
  return subject;
}

async function round(subject: ChildProcess): Promise<Round> {
  const answer = once(subject, 'message');
  subject.send('round');
  const [measured] = await answer;
  return measured;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function compare(kind: 'memory' | 'journal', what: keyof Round) {
  const short = await begin(kind, SHORT);
  const long = await begin(kind, LONG);
  const measured = { short: [] as number[], long: [] as number[] };
  for (let n = 0; n < WARM_UP + ROUNDS; n += 1) {
    const turns = n % 2 ? (['long', 'short'] as const) : (['short', 'long'] as const);
    for (const turn of turns) {
      const result = await round(turn === 'short' ? short : long);
      if (n >= WARM_UP) measured[turn].push(result[what]);
    }
  }
  for (const subject of [short, long]) {
    const ended = once(subject, 'exit');
    subject.disconnect();
    await ended;
  }
  const [ofShort, ofLong] = [median(measured.short), median(measured.long)];
  return { kind, what, short: ofShort, long: ofLong, ratio: ofLong / ofShort, rounds: measured };
}

const results = [await compare('memory', 'cpuUs'), await compare('journal', 'ackMs')];
for (const { kind, what, short, long, ratio } of results) {
  const unit = what === 'cpuUs' ? 'µs CPU per post' : 'ms to the receipt';
  const verdict = ratio <= GOAL ? 'within' : 'BEYOND';
  console.log(
    `${kind.padEnd(7)} ${unit}: ${short.toFixed(2)} at ${SHORT}, ${long.toFixed(2)} at ${LONG} entries, ` +
      `ratio ${ratio.toFixed(2)}, ${verdict} ${GOAL}`,
  );
}
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const kept = { at: new Date().toISOString(), node: process.version, goal: GOAL, results };
writeFileSync(join(folder, 'post-cost.json'), `${JSON.stringify(kept, null, 2)}\n`);
if (results.some(({ ratio }) => ratio > GOAL)) process.exitCode = 1;
