import { DetailedError, Upload } from 'tus-js-client';
import type { Image } from '#domain/block.ts';
import { pathIn } from '#i18n/path.ts';
import { isPassing } from '#live/outbox.ts';
import type { SpokenRefusal } from '#live/protocol.ts';

export type UploadOutcome =
  | { readonly kind: 'image'; readonly image: Image }
  | { readonly kind: 'refused'; readonly refusal: SpokenRefusal }
  /** No answer, none worth reading, or a no that passes by itself: worth another try. */
  | { readonly kind: 'not-reached' };

export interface PhotoToSend {
  readonly file: Blob;
  /** Where the newsroom has the beginning of it, from an earlier try. */
  readonly address?: string;
}

export interface UploadListener {
  /** @param percent 0–100, of the whole photo */
  onProgress(percent: number): void;
  onAddress(address: string): void;
}

/** Also the time a photo may take at the newsroom once it is there. */
const STALLED_AFTER = 45_000;

/** Sends a photo, or what the newsroom does not have of it yet (tus). One try: whoever asks tries again. */
export function uploadPhoto(
  { file, address }: PhotoToSend,
  language: 'vi' | 'en',
  { onProgress, onAddress }: UploadListener,
): Promise<UploadOutcome> {
  return new Promise((resolve) => {
    // A line that is half open says nothing for ever; the photos behind this one must not wait for it.
    const giveUp = (): void => {
      void upload.abort();
      resolve(NOT_REACHED);
    };
    let stalled = setTimeout(giveUp, STALLED_AFTER);
    const done = (outcome: UploadOutcome): void => {
      clearTimeout(stalled);
      resolve(outcome);
    };
    const upload = new Upload(file, {
      endpoint: new URL(pathIn(language, '/api/v1/uploads'), location.href).href,
      ...(address !== undefined && { uploadUrl: address }),
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => upload.url && onAddress(upload.url),
      onProgress(sent, total) {
        clearTimeout(stalled);
        stalled = setTimeout(giveUp, STALLED_AFTER);
        onProgress(Math.round((100 * sent) / total));
      },
      async onSuccess({ lastResponse }) {
        const answer = inJson(lastResponse.getBody());
        // The newsroom had every byte before: its answer was lost on the way.
        done(outcomeOf(answer ?? (await ask(upload.url ?? ''))));
      },
      onError(fault) {
        const answer = fault instanceof DetailedError ? fault.originalResponse?.getBody() : undefined;
        done(outcomeOf(inJson(answer ?? '')));
      },
    });
    upload.start();
  });
}

const NOT_REACHED: UploadOutcome = { kind: 'not-reached' };

async function ask(address: string): Promise<unknown> {
  try {
    return await (await fetch(address, { signal: AbortSignal.timeout(STALLED_AFTER) })).json();
  } catch {
    return null;
  }
}

function inJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function outcomeOf(answer: unknown): UploadOutcome {
  if (typeof answer !== 'object' || answer === null) return NOT_REACHED;
  if ('ok' in answer && answer.ok === false) {
    const refusal = answer as SpokenRefusal;
    // What was sent so far was thrown away there: the next try begins anew.
    const passes = isPassing(refusal) || refusal.code === 'not-found';
    return passes ? NOT_REACHED : { kind: 'refused', refusal };
  }
  return 'widths' in answer ? { kind: 'image', image: answer as Image } : NOT_REACHED;
}
