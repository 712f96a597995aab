import type { Reference } from '#domain/document.ts';
import { plainSpaces } from './source-lines.ts';

const NUMBERED =
  /số (?<number>\d+)\s?-\s?(?<symbol>[A-ZĐ]+(?:-[A-ZĐ]+)*\/[A-ZĐ]+)(?: ngày (?<date>\d{1,2}\/\d{1,2}\/\d{4}))?/gu;

/** Every mention of a numbered paper, such as `số 7-KH/LS ngày 1/2/2025`, in the order of the text. */
export const findReferences = (text: string): Reference[] =>
  [...plainSpaces(text).matchAll(NUMBERED)].map(({ 0: printed, groups }) => ({
    printed,
    number: Number(groups?.number),
    symbol: groups?.symbol ?? '',
    ...(groups?.date && { date: groups.date }),
  }));
