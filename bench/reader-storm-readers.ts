import type { RawReader } from '../tests/cast/a-raw-reader.ts';
import { aRawReader } from '../tests/cast/a-raw-reader.ts';

/**
 * A process of readers. Arguments: port, coverage, epoch. It is told {@link Order}s and answers each with a
 * {@link Reading} when every reader holds all there was.
 */
export type Order =
  /** So many come, in groups of 50. */
  | { readonly kind: 'come'; readonly readers: number; readonly seq: number }
  /** All are cut, and all come back at once. */
  | { readonly kind: 'storm' }
  /** Answers when all stand at this seq. */
  | { readonly kind: 'reach'; readonly seq: number };

export interface Reading {
  /** Milliseconds from the order to the last reader. */
  readonly ms: number;
  /** Handshakes that were refused for now, and tried again. */
  readonly refused: number;
  readonly doubled: number;
  readonly gaps: number;
}

const [, , port = '', coverageId = '', epoch = ''] = process.argv;
let readers: RawReader[] = [];
let refused = 0;

function come(seq: number, index: number): void {
  const reader = aRawReader({
    port: Number(port),
    coverageId,
    epoch,
    seq,
    onClose(gone) {
      if (readers[index] !== gone) return;
      refused += gone.refused ? 1 : 0;
      setTimeout(come, 500 + Math.random() * 1_000, gone.seq, index);
    },
  });
  readers[index] = reader;
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const allCaughtUp = (): boolean => readers.every((reader) => reader.open && reader.caughtUp);

async function obey(order: Order): Promise<void> {
  if (order.kind === 'come')
    for (let index = 0; index < order.readers; index += 1) {
      come(order.seq, index);
      if (index % 50 === 49) await until(allCaughtUp);
    }
  if (order.kind === 'storm') {
    const before = readers;
    readers = [];
    for (const reader of before) reader.socket.destroy();
    before.forEach((reader, index) => void come(reader.seq, index));
  }
  if (order.kind === 'reach') await until(() => readers.every(({ seq }) => seq >= order.seq));
  else await until(allCaughtUp);
}

process.on('message', async (order: Order) => {
  const began = performance.now();
  refused = 0;
  await obey(order);
  const reading: Reading = {
    ms: performance.now() - began,
    refused,
    doubled: readers.reduce((sum, reader) => sum + reader.doubled, 0),
    gaps: readers.reduce((sum, reader) => sum + reader.gaps, 0),
  };
  process.send?.(reading);
});
process.on('disconnect', () => process.exit());
