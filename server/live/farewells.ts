import type { Connection } from './engine.ts';

/** Connections whose end is dealt with in one turn of the event loop. */
const PORTION = 16;

/**
 * When a hall loses its Wi-Fi, or a proxy is started again, thousands of connections end in one turn of the event loop.
 * What is to be done about each is done a few a turn, so that staff are heard in between.
 */
export function createFarewells(): (connection: Connection) => void {
  const line: (() => void)[] = [];
  let isGoing = false;

  function turn(): void {
    for (const settle of line.splice(0, PORTION)) settle();
    isGoing = line.length > 0;
    if (isGoing) setImmediate(turn);
  }

  function put(settle: () => void): void {
    line.push(settle);
    if (isGoing) return;
    isGoing = true;
    setImmediate(turn);
  }

  return ({ transport: { socket } }) => {
    const tcp = socket._socket;
    if (!tcp) return;
    let hadItsTurn = false;
    // Whoever hung up hears nothing any more: there is nothing to finish politely.
    tcp.removeAllListeners('end');
    tcp.once('end', () => {
      put(() => {
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
      else put(settle);
    });
  };
}
