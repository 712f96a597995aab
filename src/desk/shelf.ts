import type { DeviceDatabase, KeptWords } from './device-database.ts';
import type { Keeping } from './keeping.ts';

/** Named things that one person keeps on a device. */
export interface Shelf {
  /** @returns what was put there, or null. @throws where the device keeps nothing */
  take<T>(name: string): Promise<T | null>;
  /** @returns everything whose name begins so, in the order of the names. @throws where the device keeps nothing */
  all<T>(beginning: string): Promise<T[]>;
  /** Resolves when it is durable, and other pages are told. What is put in one go is kept together. */
  put(name: string, value: unknown): Promise<void>;
  /** @param last what it became before it was taken away, for other pages */
  drop(name: string, last?: unknown): Promise<void>;
  /** Tells what other pages put and drop. */
  watch<T>(beginning: string, others: OtherPutters<T>): void;
}

export interface OtherPutters<T> {
  put(value: T): void;
  dropped(name: string, last?: T): void;
}

interface News extends KeptWords {
  readonly last?: unknown;
}

interface ShelfPlace {
  readonly database: DeviceDatabase;
  readonly keeping: Keeping<KeptWords>;
  /** Between the pages of one browser. */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;
  /** Such as `desk:` with staff id and coverage: two people may share one computer. */
  readonly owner: string;
}

/** Behind every text that begins so. */
const END = '\uffff';

export function createShelf({ database, keeping, channel, owner }: ShelfPlace): Shelf {
  const nameOf = (name: string): string => `${owner}:${name}`;
  const tell = (news: News): void => channel.postMessage(news);
  return {
    take: <T>(name: string) =>
      database.read(async (opened) => ((await opened.get('words', nameOf(name)))?.value ?? null) as T | null),
    all: <T>(beginning: string) =>
      database.read(async (opened) => {
        const range = IDBKeyRange.bound(nameOf(beginning), nameOf(beginning) + END);
        return (await opened.getAll('words', range)).map(({ value }) => value as T);
      }),
    async put(name, value) {
      const words = { name: nameOf(name), value };
      await keeping.put(words.name, words);
      tell(words);
    },
    async drop(name, last) {
      // Told behind what was put before it, also where the device cannot write.
      await keeping.put(nameOf(name), null).finally(() => tell({ name: nameOf(name), value: null, last }));
    },
    watch<T>(beginning: string, others: OtherPutters<T>): void {
      channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
        if (!data.name.startsWith(nameOf(beginning))) return;
        if (data.value !== null) others.put(data.value as T);
        else others.dropped(data.name.slice(nameOf(beginning).length), data.last as T | undefined);
      });
    },
  };
}
