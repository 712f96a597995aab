import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { hourOnPage } from './hours.ts';
import { isRecipientsHeading, labelOf } from './paper-lines.ts';
import { isPaperType } from './paper-types.ts';
import { readLines } from './source-lines.ts';

/**
 * Which kind of text was pasted. A live page has hours at the head of lines; an official paper has its type or its
 * recipients on lines of their own, or sections with Roman labels.
 */
export function recognise(text: string): 'coverage' | 'document' | ImportFault {
  const lines = readLines(text);
  if ('ok' in lines) return lines;
  const hours = lines.filter((line) => {
    const hour = hourOnPage(line.text);
    return hour !== null && hour !== 'impossible';
  }).length;
  const marks = lines.filter(
    ({ text: line }) => isPaperType(line) || isRecipientsHeading(line) || labelOf(line)?.rank === 1,
  ).length;
  if (hours > marks) return 'coverage';
  if (marks > 0) return 'document';
  return fault(lines.find((line) => line.text !== '')?.number ?? 1, 'unrecognised');
}
