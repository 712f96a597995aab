import type { SearchHit } from '#domain/search.ts';
import { printMention } from '#domain/speaker.ts';
import type { Findable } from './findable.ts';
import { excerptOf, marked } from './marks.ts';
import type { Word } from './vietnamese.ts';

/** What readers are shown of something that was found. */
export function hitOf(
  { headline, text, called, path, readable, whole, paper }: Findable,
  asked: readonly Word[],
): SearchHit {
  const speaker = readable?.entry.content?.speaker;
  const title = headline || (speaker ? printMention(speaker) : '');
  return {
    path,
    title: marked(title || called, asked),
    // A name that is how the text begins is not said twice.
    excerpt: excerptOf(title ? text : behind(called, text), asked),
    ...(paper && { paper }),
    ...(whole && { coverage: whole, whole: true }),
    ...(readable && {
      coverage: readable.coverage,
      ...(readable.hour && { hour: readable.hour }),
    }),
  };
}

function behind(called: string, text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const begun = called.replace(/…$/u, '');
  if (!line.startsWith(begun)) return line;
  const rest = line.slice(begun.length).trim();
  return begun === called || rest === '' ? rest : `… ${rest}`;
}
