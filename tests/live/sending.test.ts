import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '#domain/command.ts';
import { ANSWER_WITHIN, createSending } from '#live/sending.ts';
import { aPost } from '../cast/a-coverage.ts';
import { aLine, yes } from './a-line.ts';

const POST = aPost('a', 'Tin.');

/** Two doors that are held in the hand. */
function someDoors() {
  const [socket, http] = [aLine(), aLine()];
  const door = { isConnected: true, isBlocked: false };
  const send = createSending({
    bySocket: (command: Command) => (door.isConnected ? socket.send(command) : null),
    byHttp: http.send,
    isBlocked: () => door.isBlocked,
  });
  return { door, send, bySocket: socket.tries, byHttp: http.tries };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the two doors for a command', () => {
  it('are the socket first', async () => {
    const { send, bySocket, byHttp } = someDoors();
    const answer = send(POST);
    bySocket[0]?.answer(yes(POST));
    expect(await answer).toEqual(yes(POST));
    expect(byHttp).toEqual([]);
  });

  it('are neither while the connection is being made', async () => {
    const { door, send } = someDoors();
    door.isConnected = false;
    await expect(send(POST)).rejects.toThrow('no connection');
  });

  it('are HTTP where no socket gets through', async () => {
    const { door, send, byHttp } = someDoors();
    Object.assign(door, { isConnected: false, isBlocked: true });
    const answer = send(POST);
    byHttp[0]?.answer(yes(POST));
    expect(await answer).toEqual(yes(POST));
  });

  it('[I3] are both for the very same command while the socket is silent, and the first answer counts', async () => {
    const { send, bySocket, byHttp } = someDoors();
    void send(POST).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN);
    const answer = send(POST);
    expect([bySocket.length, byHttp.length]).toEqual([2, 1]);
    expect(byHttp[0]?.command).toBe(bySocket[0]?.command);
    byHttp[0]?.answer(yes(POST));
    expect(await answer).toEqual(yes(POST));
  });

  it('are the socket alone again once it has spoken', async () => {
    const { send, bySocket, byHttp } = someDoors();
    const first = send(POST);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN);
    bySocket[0]?.answer(yes(POST));
    expect(await first).toEqual(yes(POST));
    void send(POST);
    expect(byHttp).toEqual([]);
  });

  it('[I3] take no word of anybody else for an answer, and wait for the other door', async () => {
    const { send, bySocket, byHttp } = someDoors();
    void send(POST).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN);
    const answer = send(POST);
    byHttp[0]?.answer(yes(aPost('a', 'Tin khác.')));
    bySocket[1]?.answer(yes(POST));
    expect(await answer).toEqual(yes(POST));

    const { door, ...blocked } = someDoors();
    Object.assign(door, { isConnected: false, isBlocked: true });
    const vain = blocked.send(POST);
    blocked.byHttp[0]?.answer(yes(aPost('a', 'Tin khác.')));
    await expect(vain).rejects.toThrow('somebody else answered');
  });
});
