import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Image } from '#domain/block.ts';
import type { Cards } from '#domain/ports.ts';
import type { ShareCard } from '#domain/share-card.ts';
import type { Draw } from './drawing.ts';
import { createDrawing } from './drawing.ts';

/** Part of every name: to be raised when cards are drawn differently. */
const LOOK = 1;
const NAME_DIGITS = 16;
const MOST_BYTES = 8 * 2 ** 20;
/** Each may hold a photo while it waits. */
const MOST_WAITING = 16;
/** Of the photo beside the words; the next wider one that there is. */
const PHOTO_WIDTH = 640;

/**
 * The pictures of shared links, drawn one at a time in a process of their own, the newest kept.
 * @param deps.photoFile where the renditions of photos are, by their name
 * @param deps.report told of what could not be drawn
 * @param deps.draw for tests
 */
export function createCards(deps: {
  readonly photoFile: (name: string) => string;
  readonly report: (fault: unknown) => void;
  readonly draw?: Draw;
}): Cards {
  const { photoFile, report, draw = createDrawing() } = deps;
  /** The one that was asked for the longest time ago comes first. */
  const kept = new Map<string, Uint8Array>();
  const underWay = new Map<string, Promise<Uint8Array | null>>();
  let bytes = 0;
  let last: Promise<unknown> = Promise.resolve();

  const nameOf = (card: ShareCard): string =>
    createHash('sha256')
      .update(JSON.stringify([LOOK, card]))
      .digest('hex')
      .slice(0, NAME_DIGITS);

  function keep(name: string, jpeg: Uint8Array): void {
    bytes += jpeg.length;
    kept.set(name, jpeg);
    for (const [oldest, { length }] of kept) {
      if (bytes <= MOST_BYTES) break;
      kept.delete(oldest);
      bytes -= length;
    }
  }

  async function make(name: string, card: ShareCard): Promise<Uint8Array | null> {
    try {
      const jpeg = await draw({ card, photo: await bytesOf(card.photo) });
      keep(name, jpeg);
      return jpeg;
    } catch (fault) {
      report(fault);
      return null;
    } finally {
      underWay.delete(name);
    }
  }

  async function bytesOf(photo: Image | undefined): Promise<Uint8Array | null> {
    if (!photo) return null;
    const width = photo.widths.find((one) => one >= PHOTO_WIDTH) ?? photo.width;
    return readFile(photoFile(`${photo.id}-${width}.webp`));
  }

  return {
    nameOf,
    async draw(card) {
      const name = nameOf(card);
      const there = kept.get(name);
      if (there) {
        kept.delete(name);
        kept.set(name, there);
        return there;
      }
      const drawing = underWay.get(name);
      if (drawing) return drawing;
      if (underWay.size >= MOST_WAITING) return null;
      const mine = last.then(() => make(name, card));
      underWay.set(name, mine);
      last = mine;
      return mine;
    },
  };
}
