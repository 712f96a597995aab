import { mkdir, readdir } from 'node:fs/promises';
import type { Image } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Media } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { guessOther, photoTypeOf } from './photo-type.ts';
import { renditionOf, storeRenditions } from './rendition-files.ts';
import type { ResizeAnswer } from './resize-messages.ts';
import type { ResizeFailure, Resizer } from './resizer.ts';
import { createResizer } from './resizer.ts';

export interface OpenedMedia extends Media {
  /** The picture was kept here, in exactly these widths. */
  has(image: Image): boolean;
}

const WIDTHS = [320, 640, 1280];
/** Each may hold `LIMITS.photoBytes` while it waits. */
const MOST_WAITING = 8;

/**
 * Photos: checked, made anew in three widths, stored under the hash of what is published.
 * @param deps.folder made when it is not there
 * @param deps.hasSpace false while the disk is too full for photos
 * @param deps.report told of what is wrong with this machine and not with a photo
 * @param deps.resize for tests
 */
export async function openMedia(deps: {
  readonly folder: string;
  readonly hasSpace: () => boolean;
  readonly report: (fault: unknown) => void;
  readonly resize?: Resizer;
}): Promise<OpenedMedia> {
  const { folder, hasSpace, report, resize = createResizer() } = deps;
  await mkdir(folder, { recursive: true });
  const widthsOf = new Map<string, Set<number>>();
  const know = (imageId: string, width: number): void => {
    const widths = widthsOf.get(imageId) ?? new Set();
    widthsOf.set(imageId, widths.add(width));
  };
  for (const name of await readdir(folder)) {
    const rendition = renditionOf(name);
    if (rendition) know(rendition.imageId, rendition.width);
  }
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time: the rest of the machine is the newsroom's. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1;
    const mine = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    has({ id, width, widths }) {
      const known = [...(widthsOf.get(id) ?? [])].sort((a, b) => a - b);
      return known.length > 0 && known.join() === widths.join() && known.at(-1) === width;
    },
    async keep(bytes) {
      if (bytes.length > LIMITS.photoBytes)
        return refuse('photo-too-large', { detail: `${LIMITS.photoBytes / 2 ** 20} MB` });
      const type = photoTypeOf(bytes);
      if (type === null) {
        const detail = guessOther(bytes);
        return refuse('photo-invalid', detail === undefined ? {} : { detail });
      }
      if (!hasSpace()) return refuse('storage-full');
      if (waiting >= MOST_WAITING) return refuse('too-many');
      try {
        const made = await inTurn(() =>
          resize({ type, bytes, widths: WIDTHS, mostPixels: LIMITS.photoPixels }),
        );
        if (!made.ok) return refusalFor(made.fault);
        const image = await storeRenditions(folder, made.renditions);
        for (const width of image.widths) know(image.id, width);
        return image;
      } catch (fault) {
        report(fault);
        return refuse('storage-failed');
      }
    },
  };
}

type Fault = (ResizeFailure | Extract<ResizeAnswer, { ok: false }>)['fault'];

/** Only what lies in the photo is said of the photo: a machine that is too busy may take the same one later. */
function refusalFor(fault: Fault): Refusal {
  switch (fault) {
    case 'too-many-pixels':
      return refuse('photo-too-large', { detail: `${LIMITS.photoPixels / 1e6} MP` });
    case 'unreadable':
    case 'crashed':
      return refuse('photo-invalid');
    case 'timed-out':
    case 'killed':
      return refuse('storage-failed');
    default:
      return fault satisfies never;
  }
}
