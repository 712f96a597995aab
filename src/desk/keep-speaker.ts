import type { Speaker } from '#domain/speaker.ts';
import { pathIn } from '#i18n/path.ts';
import { isObject } from '#live/foreign-json.ts';
import type { SpokenRefusal } from '#live/protocol.ts';
import type { NewSpeaker } from './new-speaker.ts';

export type SpeakerOutcome =
  | { readonly kind: 'kept'; readonly speaker: Speaker }
  | { readonly kind: 'refused'; readonly refusal: SpokenRefusal }
  /** No answer, or none of the newsroom's: asking again is safe. */
  | { readonly kind: 'not-reached' };

const GIVE_UP_AFTER = 10_000;

/** Puts a person into the directory. */
export async function keepSpeaker(asked: NewSpeaker, language: 'vi' | 'en'): Promise<SpeakerOutcome> {
  let answer: unknown;
  try {
    const response = await fetch(pathIn(language, '/api/v1/speakers'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(asked),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(GIVE_UP_AFTER),
    });
    answer = await response.json();
  } catch {
    return { kind: 'not-reached' };
  }
  if (!isObject(answer)) return { kind: 'not-reached' };
  if (answer.ok === true && isObject(answer.speaker) && Array.isArray(answer.speaker.titles))
    return { kind: 'kept', speaker: answer.speaker as unknown as Speaker };
  return answer.ok === false && typeof answer.code === 'string' && typeof answer.message === 'string'
    ? { kind: 'refused', refusal: answer as unknown as SpokenRefusal }
    : { kind: 'not-reached' };
}
