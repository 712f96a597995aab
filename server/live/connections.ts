import type { Namespace, Socket } from 'socket.io';
import type { ReaderToServer, ServerToReader, ServerToStaff, StaffToServer } from '#live/protocol.ts';

// biome-ignore lint/complexity/noBannedTypes: Socket.IO's word for a server that hears of no other server
type NoOtherServers = {};

export interface ReaderData {
  language: 'vi' | 'en';
}

export interface StaffData {
  language: 'vi' | 'en';
  /** Looked up again for every message. */
  token: string;
}

export type Readers = Namespace<ReaderToServer, ServerToReader, NoOtherServers, ReaderData>;
export type ReaderSocket = Socket<ReaderToServer, ServerToReader, NoOtherServers, ReaderData>;
export type Desk = Namespace<StaffToServer, ServerToStaff, NoOtherServers, StaffData>;
export type StaffSocket = Socket<StaffToServer, ServerToStaff, NoOtherServers, StaffData>;
