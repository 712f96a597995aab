import type { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';
import type { Message } from './message.ts';

/** A packet as Engine.IO queues it. */
export interface Packet {
  readonly type: string;
  readonly data?: string | Buffer;
  readonly options?: { readonly wsPreEncodedFrame?: Message };
}

/** The parts of an Engine.IO connection over WebSocket that have no public name. Versions are pinned; tests notice. */
export interface Connection {
  readonly readyState: string;
  /** What waits until the transport can be written to. */
  readonly writeBuffer: readonly Packet[];
  readonly transport: {
    /** False from a write until the kernel took all of it. */
    readonly writable: boolean;
    readonly socket: {
      readonly _receiver: { _maxPayload: number };
      readonly _socket: TcpSocket | null;
      terminate(): void;
      ping(number: Buffer): void;
      on(name: 'ping' | 'pong', listener: (payload: Buffer) => void): void;
    };
  };
  write(text: string, options: object, sent?: () => void): void;
  /** `packetCreate` comes before a packet is queued, `flush` before the queue is written, `drain` after it. */
  on(name: 'packetCreate', listener: (packet: Packet) => void): void;
  on(name: 'flush' | 'drain' | 'close', listener: () => void): void;
}

interface TcpSocket extends Pick<EventEmitter, 'listeners' | 'removeAllListeners' | 'once'> {
  /** False once the other side hung up. */
  readonly readable: boolean;
  /** Bytes that the kernel has not taken yet. */
  readonly writableLength: number;
  resetAndDestroy(): void;
}

export const connectionOf = (socket: Pick<Socket, 'conn'>): Connection =>
  socket.conn as unknown as Connection;

/** @param sent called when the kernel took the last byte; never, when the connection ends before */
export function send(connection: Connection, message: Message, sent?: () => void): void {
  // Whoever hung up is not written to while the end waits for its turn: each failing write is a costly error.
  if (connection.readyState !== 'open' || !connection.transport.socket._socket?.readable) return;
  // A frame that was made beforehand goes out as it is, so that there is no text to give.
  connection.write('', { wsPreEncodedFrame: message }, sent);
}

/** Bytes of a packet on the wire, or nearly so: what is not counted exactly is short. */
export function sizeOf({ data, options }: Packet): number {
  const frame = options?.wsPreEncodedFrame;
  return frame ? frame[0].length + frame[1].length : (data?.length ?? 1);
}

/**
 * Ends a connection at once. A polite close would wait behind the very packets that do not go out, and without the
 * reset the kernel would go on keeping what it took for a client that does not read.
 */
export function cut({ transport }: Connection): void {
  transport.socket._socket?.resetAndDestroy();
  transport.socket.terminate();
}
