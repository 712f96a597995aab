import type { Image } from '#domain/block.ts';
import { pathIn } from '#i18n/path.ts';
import { isPassing } from '#live/outbox.ts';
import type { SpokenRefusal } from '#live/protocol.ts';

export type UploadOutcome =
  | { readonly kind: 'image'; readonly image: Image }
  | { readonly kind: 'refused'; readonly refusal: SpokenRefusal }
  /** No answer, none worth reading, or a no that passes by itself: worth another try. */
  | { readonly kind: 'not-reached' };

/** Also the time a photo may take at the newsroom once it is there. */
const STALLED_AFTER = 45_000;

/**
 * Sends a photo. By XMLHttpRequest, because `fetch` tells nobody how far an upload is.
 * @param onProgress 0–100
 */
export function uploadPhoto(
  file: Blob,
  language: 'vi' | 'en',
  onProgress: (percent: number) => void,
): Promise<UploadOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', pathIn(language, '/api/v1/media'));
    request.responseType = 'json';
    // A line that is half open says nothing for ever; the photos behind this one must not wait for it.
    let stalled = setTimeout(() => request.abort(), STALLED_AFTER);
    const done = (outcome: UploadOutcome): void => {
      clearTimeout(stalled);
      resolve(outcome);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_AFTER);
      onProgress(total ? Math.round((100 * loaded) / total) : 0);
    };
    request.onload = () => done(outcomeOf(request.response));
    request.onerror = () => done({ kind: 'not-reached' });
    request.onabort = () => done({ kind: 'not-reached' });
    const form = new FormData();
    form.append('photo', file);
    request.send(form);
  });
}

function outcomeOf(answer: unknown): UploadOutcome {
  if (typeof answer !== 'object' || answer === null) return { kind: 'not-reached' };
  if ('ok' in answer && answer.ok === false) {
    const refusal = answer as SpokenRefusal;
    return isPassing(refusal) ? { kind: 'not-reached' } : { kind: 'refused', refusal };
  }
  return 'widths' in answer ? { kind: 'image', image: answer as Image } : { kind: 'not-reached' };
}
