import type { PlantedFault } from './plant.ts';

/** A mistake that the black-box scripts must see, in the server's process or in that of the clients. */
interface VisibleFault {
  readonly in: 'server' | 'clients';
  readonly faults: readonly [PlantedFault, ...PlantedFault[]];
}

const noDedupe: PlantedFault = {
  name: 'no-dedupe',
  file: 'server/newsroom/writer.ts',
  find: 'if (carried)',
  replace: 'if (false)',
};

const noRange: PlantedFault = {
  name: 'no-range',
  file: 'server/live/follow.ts',
  find: 'return tail.answer(coverage, cursor.seq)',
  replace: "return { kind: 'behind', head, changes: [] }",
};

export const VISIBLE = {
  /** Repeats are decided again; the domain still knows its entries. */
  'no-dedupe': { in: 'server', faults: [noDedupe] },
  /** Nothing at all is left that knows a repeat. */
  'no-dedupe-at-all': {
    in: 'server',
    faults: [
      noDedupe,
      {
        name: 'entries-twice',
        file: 'src/domain/decide-entry.ts',
        find: 'if (coverage.entries.has(command.entryId))',
        replace: 'if (false)',
      },
    ],
  },
  /** Followers are told where the head is, and nothing of what they missed. */
  'no-range': { in: 'server', faults: [noRange] },
  /** The same where nobody is sent to the page again, however far behind. */
  'no-catch-up': {
    in: 'server',
    faults: [
      noRange,
      {
        name: 'never-too-far-behind',
        file: 'src/domain/cursor.ts',
        find: 'CATCH_UP_LIMIT = 500',
        replace: 'CATCH_UP_LIMIT = 1e9',
      },
    ],
  },
  /** Whoever missed anything is sent to the page. */
  'always-restart': {
    in: 'server',
    faults: [
      {
        name: 'always-restart',
        file: 'src/domain/cursor.ts',
        find: 'CATCH_UP_LIMIT = 500',
        replace: 'CATCH_UP_LIMIT = 0',
      },
    ],
  },
  /** A reader who applies n+2 after n. */
  'gaps-applied': {
    in: 'clients',
    faults: [
      {
        name: 'gaps-applied',
        file: 'src/live/following.ts',
        find: 'let { seq } = following.cursor;',
        replace: 'let seq = Math.min(...bySeq.keys()) - 1;',
      },
    ],
  },
  /** The answer goes out, the batch is written a little later. */
  'early-ack': {
    in: 'server',
    faults: [
      {
        name: 'early-ack',
        file: 'server/newsroom/writer.ts',
        find: 'await log.append(records)',
        replace:
          "{ if (records.some(({ change }) => 'entry' in change)) { for (const one of batch) one.settle(one.answer); await new Promise((go) => setTimeout(go, 20)); } await log.append(records); }",
      },
    ],
  },
  'early-broadcast': {
    in: 'server',
    faults: [
      {
        name: 'early-broadcast',
        file: 'server/newsroom/writer.ts',
        find: 'await log.append(records)',
        replace:
          '{ tell({ coverage: durable.coverage, records }); await new Promise((go) => setTimeout(go, 20)); await log.append(records); }',
      },
    ],
  },
} as const satisfies Record<string, VisibleFault>;

type VisibleName = keyof typeof VISIBLE;
export const isVisible = (name: string): name is VisibleName => name in VISIBLE;
