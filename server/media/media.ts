import { mkdir, readdir } from 'node:fs/promises';
import type { Image } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Media } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { createLane } from './lane.ts';
import { guessOther, photoTypeOf } from './photo-type.ts';
import { renditionOf, storePhoto, storeRenditions } from './rendition-files.ts';
import type { Rendition, ResizeAnswer, ResizeOrder } from './resize-messages.ts';
import type { ResizeFailure, Resizer } from './resizer.ts';
import { createResizer } from './resizer.ts';

export interface OpenedMedia extends Media {
  /** The picture was kept here, in exactly these widths. */
  has(image: Image): boolean;
  /** Nothing is stored any more that nobody waits for. */
  close(): void;
}

const WIDTHS = [320, 640, 1280];
const LONGEST = 1_600;
/** Each may hold `LIMITS.photoBytes` while it waits. */
const MOST_WAITING = 8;

/**
 * Photos: checked, made anew in three widths, stored under the hash of what is published. That is WebP; AVIF, which
 * takes fewer bytes and longer to make, comes to lie beside it when nobody waits any more.
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
  const inAvif = new Set<string>();
  for (const name of await readdir(folder)) {
    const rendition = renditionOf(name);
    if (rendition?.format === 'webp') know(rendition.imageId, rendition.width);
    else if (rendition) inAvif.add(rendition.imageId);
  }
  // The rest of the machine is the newsroom's.
  const photos = createLane(MOST_WAITING);
  const smaller = createLane(MOST_WAITING);
  let closed = false;

  /** Where it is not made, for whatever reason, readers get the WebP. */
  async function addAvif(order: ResizeOrder, image: Image, inWebp: readonly Rendition[]): Promise<void> {
    const { id, widths } = image;
    if (closed || inAvif.has(id) || !hasSpace()) return;
    const made = await resize({ ...order, format: 'avif', widths });
    if (!made.ok) throw new Error(`The photo ${id} has no AVIF: ${made.fault}`);
    const worth = made.renditions.filter(({ bytes }, at) => bytes.length < (inWebp[at]?.bytes.length ?? 0));
    if (closed) return;
    await storeRenditions(folder, id, 'avif', worth);
    inAvif.add(id);
  }

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
      const order: ResizeOrder = {
        type,
        bytes,
        format: 'webp',
        widths: WIDTHS,
        longest: LONGEST,
        mostPixels: LIMITS.photoPixels,
      };
      try {
        const made = await photos.take(() => resize(order));
        if (made === null) return refuse('too-many');
        if (!made.ok) return refusalFor(made.fault);
        const image = await storePhoto(folder, made.renditions);
        for (const width of image.widths) know(image.id, width);
        smaller.take(() => addAvif(order, image, made.renditions)).catch(report);
        return image;
      } catch (fault) {
        report(fault);
        return refuse('storage-failed');
      }
    },
    close() {
      closed = true;
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
