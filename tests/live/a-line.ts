import type { Command } from '#domain/command.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import type { Answer } from '#live/read-answer.ts';

export const yes = ({ id, coverageId }: Command, seq = 1): Answer => ({
  ok: true,
  commandId: id,
  coverageId,
  epoch: 'e',
  seq,
});
export const no = (code: RefusalCode): Answer => ({ ok: false, code, message: 'No.' });

/** One try that is under way. */
interface Try {
  readonly command: Command;
  readonly answer: (answer: Answer) => void;
  readonly lose: () => void;
}

/** A line that is held in the hand: every try waits for what becomes of it. */
export function aLine() {
  const tries: Try[] = [];
  return {
    tries,
    send: (command: Command): Promise<Answer> =>
      new Promise((resolve, reject) => {
        tries.push({ command, answer: resolve, lose: () => reject(new Error('lost')) });
      }),
  };
}
