import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { Command, CommandBody } from '#domain/command.ts';
import { readAnswer } from '#live/read-answer.ts';
import { anAbout, aText } from '../../cast/a-coverage.ts';
import type { Chance } from '../chance.ts';
import type { Reporter } from './a-reporter.ts';
import { demand } from './broken.ts';
import type { Promises } from './whole-oracle.ts';

export const COVERAGE = '0195a000-0000-7000-8000-000000000001';
const BETWEEN_ACTS = 1_500;
const WORDS = 'Đại biểu xã Bản Mây báo cáo việc trồng rừng đầu nguồn và giữ nước cho vụ mùa. '.repeat(20);

/** What the people of a story do, all of it in order: a newsroom that refuses any of it is wrong. */
export interface Work {
  readonly promises: Promises;
  begin(): void;
  stop(): void;
}

/** Somebody's own entry, as they last left it. */
interface Own {
  readonly entryId: string;
  revision: number;
  key: boolean;
}

export function createWork(
  chance: Chance,
  desks: readonly Reporter[],
  promises: Promises,
  onBroken: (fault: unknown) => void,
): Work {
  let made = 0;
  let stopped = false;
  const own = new Map<Reporter, Own[]>(desks.map((desk) => [desk, []]));

  /** A UUIDv7 of this story. */
  function newId(): string {
    made += 1;
    const time = Date.now().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${made.toString(16).padStart(12, '0')}`;
  }

  const now = (): string => new Date(Date.now()).toISOString();
  const text = () => aText(`${WORDS.slice(0, 20 + chance.index(800)).trim()} ${made}`);
  const items: readonly AgendaItemDraft[] = ['Khai mạc', 'Báo cáo', 'Thảo luận', 'Bế mạc'].map((title) => ({
    id: newId(),
    day: '2026-03-12',
    title,
    shortTitle: title,
    kind: 'other',
  }));
  const toStart = [...items];

  function hand(desk: Reporter, body: CommandBody): void {
    desk.hand({ id: newId(), coverageId: COVERAGE, ...body });
  }

  function post(desk: Reporter): void {
    const entryId = newId();
    own.get(desk)?.push({ entryId, revision: 1, key: false });
    const at = now();
    hand(desk, { kind: 'post-entry', entryId, itemId: null, at, begunAt: at, content: text() });
  }

  function mend(desk: Reporter): void {
    const mine = own.get(desk) ?? [];
    const one = mine[chance.index(mine.length)];
    if (!one) return;
    const { entryId } = one;
    const what = chance.index(5);
    if (what < 2) {
      hand(desk, {
        kind: 'correct-entry',
        entryId,
        base: one.revision,
        content: text(),
        note: 'Sửa số liệu.',
      });
      one.revision += 1;
    } else if (what < 4) {
      one.key = !one.key;
      hand(desk, { kind: one.key ? 'key-entry' : 'unkey-entry', entryId });
    } else {
      hand(desk, { kind: 'withdraw-entry', entryId, reason: 'Nhầm.' });
      mine.splice(mine.indexOf(one), 1);
    }
  }

  function act(desk: Reporter): void {
    const what = chance.index(20);
    const item = toStart[0];
    if (what < 10) post(desk);
    else if (what < 16) mend(desk);
    else if (what === 16) desk.reload();
    else if (what === 17 && item && desk === desks[0]) {
      toStart.shift();
      hand(desk, { kind: 'start-agenda-item', itemId: item.id, at: now() });
    } else void repeat(desk);
  }

  /** [I4] Somebody sends again what was acknowledged long ago; sometimes with something else in it. */
  async function repeat(desk: Reporter): Promise<void> {
    const done = [...promises.handed.values()].filter(({ receipt, by }) => receipt && by === desk.actor.id);
    const one = done[chance.index(done.length)];
    if (!one?.receipt) return;
    const other = chance.percent(25) && one.command.kind === 'post-entry';
    const command: Command = other ? ({ ...one.command, content: text() } as Command) : one.command;
    const said = await desk.repeat(command).catch(() => null);
    const answer = readAnswer(said, command);
    if (!answer || (!answer.ok && answer.code.startsWith('storage-'))) return;
    try {
      if (other)
        demand(!answer.ok && answer.code === 'id-reused', 'I4', () => `${command.id}: other words taken`);
      else if (answer.ok) promises.acknowledge(answer);
      else demand(false, 'I4', () => `${command.id} was acknowledged, and again: ${answer.code}`);
    } catch (fault) {
      onBroken(fault);
    }
  }

  function goOn(desk: Reporter): void {
    if (stopped) return;
    act(desk);
    setTimeout(goOn, chance.wait(BETWEEN_ACTS), desk);
  }

  return {
    promises,
    begin() {
      const [editor] = desks;
      if (!editor) return;
      hand(editor, { kind: 'create-coverage', about: anAbout(), agenda: items });
      hand(editor, { kind: 'open-coverage' });
      // Nobody else has a desk of a coverage that is not there yet.
      const wait = (): void => {
        if (editor.waiting > 0) setTimeout(wait, 200);
        else for (const desk of desks) goOn(desk);
      };
      wait();
    },
    stop() {
      stopped = true;
    },
  };
}
