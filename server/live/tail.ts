import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import type { Newsroom } from '#domain/ports.ts';

interface TailDependencies {
  readonly newsroom: Pick<Newsroom, 'changes' | 'follow'>;
  /** What the asker may see of a record. */
  readonly view: (record: LogRecord, coverage: Coverage) => unknown;
}

/** Coverages that are remembered, and answers of each: the newest asked for. */
const MOST_COVERAGES = 64;
const MOST_ANSWERS = 16;
/** Bytes of all that was made. Anybody may ask for anything: what nobody asked for longest is forgotten first. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The newest records of a coverage, contiguous up to `head`. */
interface Remembered {
  readonly head: number;
  readonly after: number;
  readonly records: Promise<readonly LogRecord[]>;
}

/** What was made for a head. The next change may take words back (rule 5): then all of it is forgotten. */
interface Views {
  readonly head: number;
  readonly ofRecords: Map<number, string>;
  /** The answers, by where their asker stood. */
  readonly answers: Map<number, Promise<Buffer>>;
  /** Bytes of the answers that are there, by the same, and of the records. */
  readonly answerBytes: Map<number, number>;
  recordBytes: number;
}

/**
 * The newest changes of each coverage as its followers see them. When ten thousand come back at once, what they missed
 * is read from disk once, projected once, and kept once in memory, however many are being sent it.
 */
export interface Tail {
  /** JSON of a list of one: the answer `behind` with the changes after `after`, up to the head of this moment. */
  answer(coverage: Coverage, after: number): Promise<Buffer>;
  stop(): void;
}

export function createTail({ newsroom, view }: TailDependencies): Tail {
  const remembered = new Map<string, Remembered>();
  const made = new Map<string, Views>();

  const stop = newsroom.follow(({ coverage: { id }, records }) => {
    const known = remembered.get(id);
    const [first] = records;
    const head = records.at(-1)?.seq;
    if (!known || !first || head === undefined || head <= known.head) return;
    if (first.seq !== known.head + 1) return void remembered.delete(id);
    const after = Math.max(known.after, head - CATCH_UP_LIMIT);
    const kept = known.records.then((older) => [...older, ...records].slice(after - head));
    remember(id, { head, after, records: kept });
  });

  function remember(id: string, one: Remembered): Remembered {
    setNewest(remembered, id, one, MOST_COVERAGES);
    one.records.catch(() => {
      if (remembered.get(id) === one) remembered.delete(id);
    });
    return one;
  }

  /** At least the records after `after`, up to the head. */
  function recall({ id, head }: Coverage, after: number): Remembered {
    const known = remembered.get(id);
    if (known && known.after <= after && known.head >= head) return known;
    return remember(id, { head, after, records: newsroom.changes(id, after, head - after) });
  }

  function viewsOf({ id, head }: Coverage): Views {
    const known = made.get(id);
    if (known?.head === head) return known;
    const views: Views = {
      head,
      ofRecords: new Map(),
      answers: new Map(),
      answerBytes: new Map(),
      recordBytes: 0,
    };
    setNewest(made, id, views, MOST_COVERAGES);
    return views;
  }

  async function make(coverage: Coverage, after: number, views: Views): Promise<Buffer> {
    const { epoch } = coverage;
    const { head } = views;
    const known = recall(coverage, after);
    const records = (await known.records).slice(after - known.after, head - known.after);
    // The view is of now: what was taken back while the disk was read is not given any more.
    const { ofRecords } = coverage.head === head ? views : { ofRecords: new Map<number, string>() };
    const changes = records.map((record) => {
      const known = ofRecords.get(record.seq);
      if (known !== undefined) return known;
      const text = JSON.stringify(view(record, coverage));
      ofRecords.set(record.seq, text);
      views.recordBytes += text.length;
      return text;
    });
    const start = JSON.stringify({ kind: 'behind', head: { epoch, seq: head } }).slice(0, -1);
    const answer = Buffer.from(`[${start},"changes":[${changes.join(',')}]}]`);
    views.answerBytes.set(after, answer.length);
    forgetOldest();
    return answer;
  }

  function forgetOldest(): void {
    let inAll = 0;
    for (const views of made.values()) inAll += bytesOf(views);
    for (const [id, views] of made) {
      if (inAll <= MOST_BYTES) return;
      made.delete(id);
      remembered.delete(id);
      inAll -= bytesOf(views);
    }
  }

  return {
    answer(coverage, after) {
      const views = viewsOf(coverage);
      const known = views.answers.get(after);
      if (known) return known;
      const answer = make(coverage, after, views);
      setNewest(views.answers, after, answer, MOST_ANSWERS);
      answer.catch(() => views.answers.delete(after));
      return answer;
    },
    stop,
  };
}

function bytesOf({ answers, answerBytes, recordBytes }: Views): number {
  let bytes = recordBytes;
  for (const [after, size] of answerBytes)
    if (answers.has(after)) bytes += size;
    else answerBytes.delete(after);
  return bytes;
}

/** Puts it last; the first goes when they are too many. */
function setNewest<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [first] = map.keys();
  if (map.size > most && first !== undefined) map.delete(first);
}
