import { SvelteMap } from 'svelte/reactivity';
import type { Image } from '#domain/block.ts';
import type { KeptPhoto, PhotoStore } from './photo-store.ts';
import type { PhotoToSend, UploadListener, UploadOutcome } from './photo-upload.ts';
import { shrinkPhoto } from './shrink-photo.ts';

export interface PhotoState {
  readonly kind: 'waiting' | 'uploading' | 'ready' | 'refused';
  /** 0–100. */
  readonly percent: number;
  /** Address of the picture on this device. */
  readonly preview: string;
  readonly image?: Image;
  /** Why it was refused, in words. */
  readonly sentence?: string;
}

export interface PhotoQueue {
  /** By figure id. */
  readonly states: ReadonlyMap<string, PhotoState>;
  /** Takes a photo (another one for the same figure takes its place) and begins to send it. */
  add(figureId: string, file: Blob): Promise<void>;
  /** The entry has it, or nobody wants it any more. */
  drop(figureId: string): void;
  /** Goes on with what was left from before, and with what found no server. */
  resume(): Promise<void>;
}

const FIRST_RETRY_MS = 3_000;
const LAST_RETRY_MS = 60_000;

/** Photos travel one after the other, beside the texts and never in front of them. */
export function createPhotoQueue(deps: {
  readonly coverageId: string;
  readonly store: PhotoStore;
  readonly upload: (photo: PhotoToSend, listener: UploadListener) => Promise<UploadOutcome>;
}): PhotoQueue {
  const { coverageId, store, upload } = deps;
  const states = new SvelteMap<string, PhotoState>();
  const photos = new Map<string, KeptPhoto>();
  let running = false;
  let pause = FIRST_RETRY_MS;

  const show = (figureId: string, more: Partial<PhotoState>): void => {
    const old = states.get(figureId);
    if (old) states.set(figureId, { ...old, ...more });
  };

  function take(photo: KeptPhoto): void {
    photos.set(photo.figureId, photo);
    states.set(photo.figureId, {
      kind: photo.image ? 'ready' : 'waiting',
      percent: photo.image ? 100 : 0,
      preview: URL.createObjectURL(photo.file),
      ...(photo.image && { image: photo.image }),
    });
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (let photo = nextWaiting(); photo; photo = nextWaiting()) {
      const outcome = await send(photo);
      if (outcome === 'not-reached') {
        setTimeout(run, pause);
        pause = Math.min(pause * 2, LAST_RETRY_MS);
        break;
      }
      pause = FIRST_RETRY_MS;
    }
    running = false;
  }

  const nextWaiting = (): KeptPhoto | undefined =>
    [...photos.values()].find(({ figureId }) => states.get(figureId)?.kind === 'waiting');

  async function send(photo: KeptPhoto): Promise<UploadOutcome['kind']> {
    const { figureId } = photo;
    const isWanted = (): boolean => photos.get(figureId)?.file === photo.file;
    const learn = async (more: Partial<KeptPhoto>): Promise<void> => {
      const known = photos.get(figureId);
      if (known?.file !== photo.file) return;
      photos.set(figureId, { ...known, ...more });
      await store.keep({ ...known, ...more }).catch(forget);
    };
    show(figureId, { kind: 'uploading' });
    const outcome = await upload(photo, {
      onProgress(percent) {
        if (isWanted()) show(figureId, { percent });
      },
      onAddress: (address) => void learn({ address }),
    });
    if (!isWanted()) return outcome.kind;
    if (outcome.kind === 'image') {
      const { image } = outcome;
      await learn({ image });
      show(figureId, { kind: 'ready', percent: 100, image });
    } else if (outcome.kind === 'refused')
      show(figureId, { kind: 'refused', sentence: outcome.refusal.message });
    else show(figureId, { kind: 'waiting' });
    return outcome.kind;
  }

  return {
    states,
    async add(figureId, file) {
      const photo = { figureId, coverageId, file: await shrinkPhoto(file) };
      take(photo);
      await store.keep(photo).catch(forget);
      await run();
    },
    drop(figureId) {
      const state = states.get(figureId);
      if (state) URL.revokeObjectURL(state.preview);
      states.delete(figureId);
      photos.delete(figureId);
      store.drop(figureId).catch(forget);
    },
    async resume() {
      for (const photo of await store.all(coverageId).catch(() => []))
        if (!photos.has(photo.figureId)) take(photo);
      await run();
    },
  };
}

/** A device that keeps nothing (private window, full disk): the photo lives as long as the page. */
const forget = (): void => undefined;
