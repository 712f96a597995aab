import { describe, expect, it } from 'vitest';
import type { Connection } from '#server/live/engine.ts';
import { createFanOut } from '#server/live/fan-out.ts';
import type { Message } from '#server/live/message.ts';

const turn = () => new Promise(setImmediate);

/** Somebody who keeps the seqs that were told. */
function aListener() {
  const seqs: number[] = [];
  const connection = {
    readyState: 'open',
    transport: { socket: { _socket: { readable: true } } },
    write(_: string, { wsPreEncodedFrame }: { wsPreEncodedFrame: Message }) {
      const text = Buffer.concat(wsPreEncodedFrame).toString();
      seqs.push(...[...text.matchAll(/"seq":(\d+)/gu)].map(([, seq]) => Number(seq)));
    },
  } as unknown as Connection;
  return { connection, seqs };
}

const changesTo = (seq: number) => ({ coverageId: 'c', epoch: 'e', seq, changes: [{ seq }] });

function aCrowd(count: number) {
  const faults: unknown[] = [];
  const fanOut = createFanOut((fault) => faults.push(fault));
  const listeners = Array.from({ length: count }, aListener);
  for (const [n, { connection }] of listeners.entries()) fanOut.join('c', `s${n}`, connection, 0);
  return { fanOut, listeners, faults };
}

describe('telling many', () => {
  it('[I19] [L11] leaves room for others in between: some are told in each turn', async () => {
    const { fanOut, listeners } = aCrowd(1_000);
    fanOut.tell(changesTo(1));
    const told = () => listeners.filter(({ seqs }) => seqs.length > 0).length;
    expect(told()).toBe(0);
    await turn();
    expect(told()).toBeGreaterThan(0);
    expect(told()).toBeLessThan(100);
    while (told() < 1_000) {
      const before = told();
      await turn();
      expect(told() - before).toBeLessThan(100);
    }
  });

  it('[I7] keeps the order for each, however fast changes come', async () => {
    const { fanOut, listeners } = aCrowd(300);
    for (let seq = 1; seq <= 50; seq += 1) {
      fanOut.tell(changesTo(seq));
      if (seq % 3 === 0) await turn();
    }
    fanOut.finish();
    const all = Array.from({ length: 50 }, (_, n) => n + 1);
    for (const { seqs } of listeners) expect(seqs).toEqual(all);
  });

  it('[L1] tells whoever joins in the middle what comes after the head it joined at, once', async () => {
    const { fanOut } = aCrowd(300);
    const late: { from: number; seqs: number[] }[] = [];
    for (let seq = 1; seq <= 40; seq += 1) {
      fanOut.tell(changesTo(seq));
      const { connection, seqs } = aListener();
      fanOut.join('c', `late${seq}`, connection, seq);
      late.push({ from: seq, seqs });
      if (seq % 7 === 0) await turn();
    }
    fanOut.finish();
    for (const { from, seqs } of late)
      expect(seqs).toEqual(Array.from({ length: 40 - from }, (_, n) => from + n + 1));
  });

  it('tells nobody who left', async () => {
    const { fanOut, listeners } = aCrowd(200);
    fanOut.tell(changesTo(1));
    await turn();
    fanOut.leave('c', 's199');
    fanOut.finish();
    expect(listeners[199]?.seqs).toEqual([]);
    expect(listeners[198]?.seqs).toEqual([1]);
    expect(fanOut.size('c')).toBe(199);
  });

  it('[N4] goes on when one fails', () => {
    const { fanOut, listeners, faults } = aCrowd(3);
    Object.assign(listeners[1]?.connection ?? {}, {
      write() {
        throw new Error('gone');
      },
    });
    fanOut.tell(changesTo(1));
    fanOut.finish();
    expect(listeners.map(({ seqs }) => seqs)).toEqual([[1], [], [1]]);
    expect(faults).toHaveLength(1);
  });
});
