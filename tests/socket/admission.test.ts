import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAdmission } from '#server/live/admission.ts';

/** Somebody who knocks. */
function aRequest(staff = false) {
  const socket = Object.assign(new EventEmitter(), {
    destroyed: false,
    said: '',
    end(text: string) {
      socket.said += text;
    },
    destroy: () => undefined,
  });
  return { socket, headers: { staff } } as unknown as IncomingMessage & { socket: { said: string } };
}

function aDoor() {
  const letIn: IncomingMessage[] = [];
  const admission = createAdmission({
    networkOf: () => null,
    isStaff: ({ headers }) => Boolean((headers as Record<string, unknown>).staff),
    now: () => 0,
    random: () => 0.5,
  });
  const knock = (request: IncomingMessage): void => admission.ask(request, () => letIn.push(request));
  return { admission, letIn, knock };
}

describe('the door', () => {
  it('[L10] lets readers in a few at a time and staff at once, before all who wait', async () => {
    const { letIn, knock, admission } = aDoor();
    for (let n = 0; n < 100; n += 1) knock(aRequest());
    expect(letIn).toHaveLength(0);
    const staff = aRequest(true);
    knock(staff);
    expect(letIn).toEqual([staff]);
    for (let before = 1; letIn.length < 101; before = letIn.length) {
      await new Promise(setImmediate);
      expect(letIn.length - before).toBeLessThan(10);
    }
    expect(admission.figures()).toEqual({ handshakesWaiting: 0, handshakesRefused: 0 });
  });

  it('[L10] [I16] has a line that ends: who comes then is told when to come back, and staff are let in', () => {
    const { letIn, knock, admission } = aDoor();
    const readers = Array.from({ length: 4_097 }, () => aRequest());
    for (const request of readers) knock(request);
    expect(readers.filter(({ socket }) => socket.said !== '')).toEqual([readers.at(-1)]);
    expect(readers.at(-1)?.socket.said).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable\r\n(?:.*\r\n)*Retry-After: 6\r\n/u,
    );
    expect(admission.figures()).toEqual({ handshakesWaiting: 4_096, handshakesRefused: 1 });
    knock(aRequest(true));
    expect(letIn).toHaveLength(1);
  });

  it('[I20] one who breaks off while waiting, or is refused, ends nothing', async () => {
    const { letIn, knock, admission } = aDoor();
    const [gone, stays] = [aRequest(), aRequest()];
    knock(gone);
    knock(stays);
    gone.socket.emit('error', new Error('ECONNRESET'));
    Object.assign(gone.socket, { destroyed: true });
    while (letIn.length === 0) await new Promise(setImmediate);
    expect(letIn).toEqual([stays]);
    admission.close();
    const late = aRequest(true);
    knock(late);
    late.socket.emit('error', new Error('ECONNRESET'));
    expect(late.socket.said).toContain('503');
  });
});
