import type { Change, LogRecord } from '#domain/change.ts';
import type { Chance } from '../chance.ts';

export const COVERAGE = '0195a000-0000-7000-8000-000000000001';
const AT = '2026-03-12T01:16:00.000Z';
const WORDS = 'Đại biểu xã Bản Mây báo cáo việc trồng rừng đầu nguồn và giữ nước cho vụ mùa. '.repeat(30);

/** Records that can be told apart for ever: no two have the same command id, whatever their seq. */
export function createRecords(chance: Chance): (seq: number) => LogRecord {
  let made = 0;
  return (seq) => {
    made += 1;
    return {
      v: 1,
      seq,
      at: AT,
      by: 'staff-ines',
      commandId: `command-${made}`,
      digest: `digest-${made}`,
      change: chance.percent(40) ? { kind: 'withheld' } : entryPosted(made, seq, chance),
    };
  };
}

const entryPosted = (made: number, seq: number, chance: Chance): Change => ({
  kind: 'entry-posted',
  entry: {
    id: `entry-${made}`,
    itemId: null,
    seq,
    revision: 1,
    at: AT,
    postedAt: AT,
    by: 'staff-ines',
    content: {
      kind: 'note',
      blocks: [{ type: 'paragraph', runs: [{ text: WORDS.slice(0, 1 + chance.index(500)) }] }],
    },
    corrections: [],
  },
});
