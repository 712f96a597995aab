import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Newsroom } from '#domain/ports.ts';

interface TailDependencies<C> {
  readonly newsroom: Pick<Newsroom, 'changes'>;
  /** What the asker may see of a record. */
  readonly view: (record: LogRecord, coverage: Coverage) => C;
}

interface Remembered<C> {
  readonly head: number;
  readonly after: number;
  readonly changes: Promise<C[]>;
}

/**
 * The newest changes of each coverage as its followers see them. When ten thousand come back at once, what they
 * missed is read and projected once. Forgotten with the next change, which may take words back (rule 5).
 */
export function createTail<C>({ newsroom, view }: TailDependencies<C>) {
  const remembered = new Map<string, Remembered<C>>();

  async function read(coverage: Coverage, after: number, limit: number): Promise<C[]> {
    const records = await newsroom.changes(coverage.id, after, limit);
    return records.map((record) => view(record, coverage));
  }

  return {
    /** Changes after `after` up to the head of this moment. */
    async since(coverage: Coverage, after: number): Promise<C[]> {
      const { id, head } = coverage;
      const known = remembered.get(id);
      if (known?.head === head && known.after <= after)
        return (await known.changes).slice(after - known.after);
      const changes = read(coverage, after, head - after);
      remembered.set(id, { head, after, changes });
      changes.catch(() => remembered.delete(id));
      return changes;
    },
  };
}

export type Tail<C> = ReturnType<typeof createTail<C>>;
