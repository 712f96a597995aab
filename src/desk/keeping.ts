import type { DeskSchema, DeviceDatabase, KeptIn } from './device-database.ts';

/** Puts away on the device, and goes on trying where that fails: a disk may have room again. */
export interface Keeping<V> {
  /**
   * What is put in one go is kept together or not at all; everything in the order of the calls.
   * @param value null takes away
   * @returns resolves when it is durable; rejects when it is not for now
   */
  put(key: string, value: V | null): Promise<void>;
}

const AGAIN_AFTER = 5_000;

/** @param told hears after every try whether all that was put is on the device */
export function createKeeping<K extends KeptIn>(
  { write }: DeviceDatabase,
  store: K,
  told: (keepsAll: boolean) => void,
): Keeping<DeskSchema[K]['value']> {
  type Changes = Map<string, DeskSchema[K]['value'] | null>;
  let fresh: Changes = new Map();
  let owed: Changes = new Map();
  /** What was asked for last of each key that is under way: an older try must not come back over it. */
  const newest = new Map<string, Changes>();
  let going: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const goSoon = (): Promise<void> => {
    going ??= Promise.resolve().then(go);
    return going;
  };

  async function go(): Promise<void> {
    going = null;
    clearTimeout(timer);
    const changes: Changes = new Map([...owed, ...fresh]);
    owed = new Map();
    fresh = new Map();
    for (const key of changes.keys()) newest.set(key, changes);
    try {
      await write(store, changes);
    } catch (fault) {
      for (const [key, value] of changes) if (newest.get(key) === changes) owed.set(key, value);
      timer = setTimeout(() => goSoon().catch(untilNextTry), AGAIN_AFTER);
      throw fault;
    } finally {
      for (const key of changes.keys()) if (newest.get(key) === changes) newest.delete(key);
      told(owed.size === 0);
    }
  }

  return {
    put(key, value) {
      fresh.set(key, value);
      return goSoon();
    },
  };
}

/** Has been told, and is tried again. */
const untilNextTry = (): void => undefined;
