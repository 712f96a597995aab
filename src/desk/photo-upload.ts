import type { Image } from '#domain/block.ts';
import { pathIn } from '#i18n/path.ts';
import { isPassing } from '#live/outbox.ts';
import type { SpokenRefusal } from '#live/protocol.ts';

export type UploadOutcome =
  | { readonly kind: 'image'; readonly image: Image }
  | { readonly kind: 'refused'; readonly refusal: SpokenRefusal }
  /** No answer, none worth reading, or a no that passes by itself: worth another try. */
  | { readonly kind: 'not-reached' };

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
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(total ? Math.round((100 * loaded) / total) : 0);
    request.onload = () => resolve(outcomeOf(request.response));
    request.onerror = () => resolve({ kind: 'not-reached' });
    request.ontimeout = () => resolve({ kind: 'not-reached' });
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
