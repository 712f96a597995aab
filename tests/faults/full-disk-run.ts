import { EventEmitter, once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Command } from '#domain/command.ts';
import { postCommand } from '#live/post-command.ts';
import type { Answer } from '#live/read-answer.ts';
import { readAnswer } from '#live/read-answer.ts';
import { aPost, aText } from '../cast/a-coverage.ts';
import { createChance } from './chance.ts';
import { aCrowd } from './crowd.ts';
import { networkIsBack, pretendWindow } from './network-is-back.ts';
import type { PlantedFault } from './plant.ts';
import { aRealServer } from './real-server.ts';
import { staff } from './staffed.ts';
import { failures } from './totals.ts';

interface FullDiskRun {
  /** Folder of a small disk, which is filled. */
  readonly disk: string;
  readonly seed: number;
  readonly rounds: number;
  /** Planted in the server. */
  readonly faults: readonly PlantedFault[];
}

const RESUMES_WITHIN = 1_000;
const REFUSES_WITHIN = 10_000;
const REST_WITHIN = 30_000;

export async function fullDisk({ disk, seed, rounds, faults }: FullDiskRun) {
  pretendWindow();
  const chance = createChance(seed);
  const server = await aRealServer(faults);
  const acknowledgements = new EventEmitter();
  await server.start();
  const staffed = await staff(server, 3);
  const crowd = await aCrowd({
    staffed,
    origin: server.url,
    server: () => server.url,
    chance,
    readers: 4,
    onAcknowledged: () => acknowledgements.emit('one'),
  });
  const { coverage, ledger } = crowd.work;
  const { token } = staffed.editor;
  const resumed: number[] = [];
  let refused = 0;
  let notMended = 0;
  let late = 0;
  let forgotten = 0;
  let unread = 0;

  async function ask(command: Command): Promise<Answer | null> {
    // What readers are told is compared as it comes: the answer may be later.
    ledger.allow(command);
    const said = await postCommand(command, { language: 'en', origin: server.url, token }).catch(() => null);
    const answer = readAnswer(said, command);
    if (answer && !answer.ok) ledger.refuseForGood(command);
    return answer;
  }

  async function untilRefused(): Promise<void> {
    const end = performance.now() + REFUSES_WITHIN;
    while (performance.now() < end) {
      const command = aPost(coverage.id, 'Tin này không bao giờ được đăng.');
      const answer = await ask(command);
      if (answer && !answer.ok && answer.code === 'storage-full') return;
    }
    throw new Error('The disk is full, and posts are still taken.');
  }

  /** Posts what is to be mended once the disk is full. */
  async function postToMend(): Promise<string> {
    const command = aPost(coverage.id, 'Tin này sẽ được sửa, rồi rút.');
    const answer = await ask(command);
    if (!answer?.ok) throw new Error(`There is space, and a post is refused: ${JSON.stringify(answer)}`);
    return command.entryId;
  }

  /** What mends a coverage still goes: it lives on what was kept back. */
  async function mend(entryId: string): Promise<void> {
    const about = { coverageId: coverage.id, entryId };
    const content = aText('Tin đã sửa lúc đĩa đầy.');
    const note = 'Sửa lúc đĩa đầy.';
    const corrected = await ask({ ...about, id: v7(), kind: 'correct-entry', base: 1, content, note });
    const withdrawn = await ask({ ...about, id: v7(), kind: 'withdraw-entry', reason: 'Đưa nhầm.' });
    for (const answer of [corrected, withdrawn]) if (!answer?.ok) notMended += 1;
  }

  /** Killed with not a byte left, it comes back, knows everything and is read (rule 12). */
  async function restart(): Promise<void> {
    await server.kill();
    if ((await server.start()) === null) throw new Error('The server does not start on a full disk.');
    if (await crowd.forgotten()) forgotten += 1;
    const page = await fetch(`${server.url}/truc-tiep/${coverage.slug}`);
    if (page.status !== 200) unread += 1;
    networkIsBack();
  }

  for (let round = 1; round <= rounds; round += 1) {
    await wait(chance.between(100, 600));
    const entryId = await postToMend();
    // What corrections live on is kept back a few seconds after the first start.
    while (!existsSync(join(server.dataDir, 'ballast'))) await wait(50);
    const fillers = [join(disk, 'filler'), join(disk, 'second-filler')] as const;
    fill(fillers[0]);
    await untilRefused();
    refused += 1;
    await mend(entryId);
    // What was kept back is taken, too.
    fill(fillers[1]);
    await restart();
    await untilRefused();
    await wait(chance.between(200, 1_500));
    for (const filler of fillers) rmSync(filler);
    const began = performance.now();
    await Promise.race([once(acknowledgements, 'one'), wait(REFUSES_WITHIN)]);
    const took = performance.now() - began;
    resumed.push(took);
    if (took > RESUMES_WITHIN) late += 1;
  }
  await crowd.rest(REST_WITHIN);
  const verdict = await crowd.judged();
  crowd.leave();
  await server.stop();
  await server.removeFolders();
  const total = { ...verdict, notMended, forgotten, unread, late, ownExits: server.ownExits };
  return {
    figures: { rounds, timesFull: refused, ...total },
    resumed,
    failed: failures(total),
  };
}

/** Writes until the disk takes no more, then the last bytes one by one. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (const size of [1 << 20, 1 << 12, 1]) {
    const chunk = Buffer.alloc(size);
    try {
      while (writeSync(file, chunk) === size);
    } catch (fault) {
      if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC')) throw fault;
    }
  }
  closeSync(file);
}
