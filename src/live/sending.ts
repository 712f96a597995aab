import type { Command } from '#domain/command.ts';
import type { Answer } from './read-answer.ts';
import { readAnswer } from './read-answer.ts';

/** A socket that has not answered within this time is taken for silent. Milliseconds. */
export const ANSWER_WITHIN = 4_000;

/** An answer that comes late is still an answer, up to here. Milliseconds. */
export const GIVE_UP_AFTER = 20_000;

/** The two doors of a newsroom for one command. Both may be used for the same one: its id makes it one. */
interface Doors {
  /** @returns null while there is no connection; rejects when no answer will come */
  readonly bySocket: (command: Command) => Promise<unknown> | null;
  readonly byHttp: (command: Command) => Promise<unknown>;
  /** No socket gets through here, as far as one can tell. */
  readonly isBlocked: () => boolean;
}

/**
 * Sends a command by the door that is open: by socket, by both while the socket is silent, by HTTP where no socket gets
 * through.
 * @returns sends one: resolves with what the newsroom said, early or late, and rejects when that will not come
 */
export function createSending({ bySocket, byHttp, isBlocked }: Doors): (command: Command) => Promise<Answer> {
  let isSilent = false;

  async function askBySocket(command: Command, said: Promise<unknown>): Promise<Answer> {
    const overdue = setTimeout(() => {
      isSilent = true;
    }, ANSWER_WITHIN);
    try {
      const answer = answerOf(await said, command);
      isSilent = false;
      return answer;
    } finally {
      clearTimeout(overdue);
    }
  }
  const askByHttp = async (command: Command): Promise<Answer> => answerOf(await byHttp(command), command);

  return async (command) => {
    const wasSilent = isSilent;
    const said = bySocket(command);
    if (said && !wasSilent) return askBySocket(command, said);
    if (said) return Promise.any([askBySocket(command, said), askByHttp(command)]);
    if (isBlocked()) return askByHttp(command);
    throw new Error('no connection');
  };
}

function answerOf(said: unknown, command: Command): Answer {
  const answer = readAnswer(said, command);
  if (!answer) throw new Error('somebody else answered');
  return answer;
}
