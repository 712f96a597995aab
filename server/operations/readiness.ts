import type { StoreHealth } from '#domain/ports.ts';

/** Why no posts are taken. */
export type NotReady = 'starting' | 'draining' | 'disk-full' | 'disk-failed' | 'disk-stalled';

/** Life of a process, as far as it answers. */
export type Phase = 'starting' | 'serving' | 'draining';

/** Milliseconds after which a disk that does not answer is no longer called slow. */
const STALLED_AFTER = 10_000;

/**
 * Whether posts are taken, which is more than that a port is open.
 * @param waited milliseconds that the oldest command has been waiting for its answer; 0 where none waits
 * @returns null when they are
 */
export function whyNotReady(
  phase: Phase,
  { state }: Pick<StoreHealth, 'state'>,
  waited: number,
): NotReady | null {
  if (phase !== 'serving') return phase;
  if (state === 'failed') return 'disk-failed';
  if (state === 'full') return 'disk-full';
  return waited > STALLED_AFTER ? 'disk-stalled' : null;
}
