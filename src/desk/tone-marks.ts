interface Syllable {
  readonly text: string;
  readonly from: number;
}

export const syllablesOf = (text: string): Syllable[] =>
  [...text.matchAll(/\p{L}+/gu)].map(({ 0: found, index }) => ({ text: found, from: index }));

/** `uỷ`, `hoà` → `ủy`, `hòa`: the newer way. Other syllables as they are. */
export const newPlaced = (syllable: string): string =>
  syllable
    .normalize('NFD')
    .replace(/(?<![qQ])([oO](?=[aAeE])|[uU](?=[yY]))([aeyAEY])([\u0300\u0301\u0303\u0309\u0323])$/u, '$1$3$2')
    .normalize('NFC');

/** `ủy`, `hòa` → `uỷ`, `hoà`: the older way. */
export const oldPlaced = (syllable: string): string =>
  syllable
    .normalize('NFD')
    .replace(
      /(?<![qQ])([oO](?=.[aAeE])|[uU](?=.[yY]))([\u0300\u0301\u0303\u0309\u0323])([aeyAEY])$/u,
      '$1$3$2',
    )
    .normalize('NFC');

/**
 * `uỷ` beside `ủy`: both are right, not both in one text. What is rarer gives way.
 * @returns each syllable of the rarer spelling, and the other one
 */
export function mixedToneMarks(text: string): { from: number; to: number; suggestion: string }[] {
  const both = syllablesOf(text).filter((one) => newPlaced(one.text) !== oldPlaced(one.text));
  const old = both.filter((one) => one.text === oldPlaced(one.text));
  const rarer = old.length * 2 <= both.length ? old : both.filter((one) => !old.includes(one));
  if (rarer.length === both.length) return [];
  return rarer.map(({ text: said, from }) => ({
    from,
    to: from + said.length,
    suggestion: rarer === old ? newPlaced(said) : oldPlaced(said),
  }));
}
