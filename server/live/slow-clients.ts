import type { Server } from 'socket.io';

/** What may wait for one client: packets, and characters of them. A whole catch-up is one packet. */
const MOST_PACKETS = 256;
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** The parts of an Engine.IO connection that have no public name. */
interface Connection {
  readonly writeBuffer: readonly { readonly data?: string | Buffer }[];
  readonly transport: { readonly socket?: { terminate(): void } };
}

/**
 * Cuts clients that do not take what they are sent: Socket.IO would keep it for them without end. They come back
 * with their cursor and miss nothing (L5). A polite close would wait behind the very packets that do not go out.
 */
export function cutSlowClients(io: Server): void {
  const connections = Object.values(
    (io.engine as unknown as { clients: Record<string, Connection> }).clients,
  );
  for (const { writeBuffer, transport } of connections) {
    if (writeBuffer.length === 0) continue;
    const characters = writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    if (writeBuffer.length > MOST_PACKETS || characters > MOST_CHARACTERS) transport.socket?.terminate();
  }
}
