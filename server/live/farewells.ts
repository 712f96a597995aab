import type { Connection } from './engine.ts';
import { createLine } from './line.ts';

/** Connections whose end is dealt with in one turn of the event loop. */
const PORTION = 16;

/**
 * When a hall loses its Wi-Fi, or a proxy is started again, thousands of connections end in one turn of the event loop.
 * What is to be done about each is done a few a turn, so that staff are heard in between.
 */
export function createFarewells(): (connection: Connection) => void {
  const line = createLine<() => void>(PORTION, (settle) => settle());
  return ({ transport: { socket } }) => {
    const tcp = socket._socket;
    if (!tcp) return;
    let hadItsTurn = false;
    // Whoever hung up hears nothing any more: there is nothing to finish politely.
    tcp.removeAllListeners('end');
    tcp.once('end', () => {
      line.put(() => {
        hadItsTurn = true;
        socket.terminate();
      });
    });
    const listeners = tcp.listeners('close');
    tcp.removeAllListeners('close');
    tcp.once('close', (...said) => {
      const settle = (): void => {
        for (const listener of listeners) listener.apply(tcp, said);
      };
      if (hadItsTurn) settle();
      else line.put(settle);
    });
  };
}
