import type { StoreHealth } from '#domain/ports.ts';
import type { TakeNote } from './note.ts';

type Condition = 'disk-has-space' | 'disk-low' | 'disk-full' | 'disk-failed';

const LOW = 0.1;
/** Once low, it must be this much better, so that a disk at the edge is not noted every second. */
const SPACE_AGAIN = 0.12;
const TICK = 1_000;

/**
 * Notes when the disk fills, fails, and has space again.
 * @param onFailed called once it failed, though nobody posts: only a restart helps (rule 12)
 * @returns looks no more
 */
export function watchStore(health: () => StoreHealth, note: TakeNote, onFailed: () => void): () => void {
  let known: Condition = 'disk-has-space';

  function look(): void {
    const now = health();
    const condition = conditionOf(now, known);
    if (condition === known) return;
    known = condition;
    note({ note: condition, freeBytes: now.freeBytes, totalBytes: now.totalBytes });
    if (condition === 'disk-failed') onFailed();
  }

  look();
  const looking = setInterval(look, TICK);
  looking.unref();
  return () => clearInterval(looking);
}

function conditionOf({ state, freeBytes, totalBytes }: StoreHealth, known: Condition): Condition {
  if (state !== 'writable') return state === 'full' ? 'disk-full' : 'disk-failed';
  const enough = known === 'disk-has-space' ? LOW : SPACE_AGAIN;
  return freeBytes < totalBytes * enough ? 'disk-low' : 'disk-has-space';
}
