import type { Server } from 'socket.io';
import type { Desk } from './connections.ts';
import type { Connection } from './engine.ts';
import { connectionOf } from './engine.ts';

/** Bytes of a message that anybody may send: a follow, or the token with which staff sign in to `/desk`. */
const FROM_ANYBODY = 1024;
/** Bytes of a message of staff: far beyond the largest command, so that a larger one is refused in words. */
export const FROM_STAFF = 2 * 1024 * 1024;

/**
 * One engine serves both namespaces, and a connection begins as anybody's. Until staff are let in on it, a longer
 * message closes it before it is read: nobody fills the memory with what they only announce.
 */
export function limitMessages(io: Server, desk: Desk): void {
  io.engine.on('connection', (connection: Connection) => allow(connection, FROM_ANYBODY));
  desk.on('connection', (socket) => allow(connectionOf(socket), FROM_STAFF));
}

function allow({ transport }: Connection, bytes: number): void {
  transport.socket._receiver._maxPayload = bytes;
}
