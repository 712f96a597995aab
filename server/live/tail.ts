import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Newsroom } from '#domain/ports.ts';
import { createRecall } from './recall.ts';

interface TailDependencies {
  readonly newsroom: Pick<Newsroom, 'changes' | 'follow'>;
  /** What the asker may see of a record. */
  readonly view: (record: LogRecord, coverage: Coverage) => unknown;
}

/** Coverages of which anything is held, and answers of each: those asked for last. */
const MOST_COVERAGES = 64;
const MOST_ANSWERS = 16;
/** Bytes of all that is held. Anybody may ask for anything: what nobody asked for longest is forgotten first. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What was made for a head. The next change may take words back (rule 5): then all of it is forgotten. */
interface Views {
  readonly head: number;
  readonly ofRecords: Map<number, string>;
  recordBytes: number;
  /** The answers, by where their asker stood. */
  readonly answers: Map<number, Answer>;
}

interface Answer {
  readonly text: Promise<Buffer>;
  /** 0 until it is made. */
  bytes: number;
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
  const recall = createRecall(newsroom);
  const made = new Map<string, Views>();

  function viewsOf({ id, head }: Coverage): Views {
    const known = made.get(id);
    const views =
      known?.head === head
        ? known
        : { head, ofRecords: new Map<number, string>(), recordBytes: 0, answers: new Map<number, Answer>() };
    setNewest(made, id, views, MOST_COVERAGES, recall.forget);
    return views;
  }

  async function make(coverage: Coverage, after: number, views: Views): Promise<Buffer> {
    const { epoch } = coverage;
    const { head } = views;
    const newest = recall.newest(coverage, after);
    const records = (await newest.records).slice(after - newest.after, head - newest.after);
    // The view is of now: what was taken back while the disk was read is not given any more.
    const { ofRecords } = coverage.head === head ? views : { ofRecords: new Map<number, string>() };
    const changes = records.map((record) => {
      const known = ofRecords.get(record.seq);
      if (known !== undefined) return known;
      const text = JSON.stringify(view(record, coverage));
      ofRecords.set(record.seq, text);
      views.recordBytes += 2 * text.length;
      return text;
    });
    const start = JSON.stringify({ kind: 'behind', head: { epoch, seq: head } }).slice(0, -1);
    return Buffer.from(`[${start},"changes":[${changes.join(',')}]}]`);
  }

  const bytesOf = (id: string, { recordBytes, answers }: Views): number =>
    [...answers.values()].reduce((sum, { bytes }) => sum + bytes, recordBytes + recall.bytesOf(id));

  function forgetOldest(): void {
    let inAll = 0;
    for (const [id, views] of made) inAll += bytesOf(id, views);
    for (const [id, views] of made) {
      if (inAll <= MOST_BYTES) return;
      inAll -= bytesOf(id, views);
      made.delete(id);
      recall.forget(id);
    }
  }

  return {
    answer(coverage, after) {
      const views = viewsOf(coverage);
      const known = views.answers.get(after);
      if (known) {
        setNewest(views.answers, after, known, MOST_ANSWERS);
        return known.text;
      }
      const answer: Answer = { text: make(coverage, after, views), bytes: 0 };
      setNewest(views.answers, after, answer, MOST_ANSWERS);
      answer.text.then(
        ({ length }) => {
          answer.bytes = length;
          forgetOldest();
        },
        () => views.answers.delete(after),
      );
      return answer.text;
    },
    stop: recall.stop,
  };
}

/** Puts it last; the first goes when they are too many. */
function setNewest<K, V>(map: Map<K, V>, key: K, value: V, most: number, gone?: (key: K) => void): void {
  map.delete(key);
  map.set(key, value);
  const [first] = map.keys();
  if (map.size <= most || first === undefined) return;
  map.delete(first);
  gone?.(first);
}
