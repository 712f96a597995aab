import { isMember } from '#domain/policy.ts';
import type { News } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import { isPublic, publicChange } from '#domain/public-view.ts';
import type { StaffMember } from '#domain/staff.ts';
import type { Desk, Readers } from './connections.ts';
import { cutRevoked } from './desk-namespace.ts';
import { roomOf } from './follow.ts';

interface BroadcastDependencies {
  readonly readers: Readers;
  readonly desk: Desk;
  readonly lookUp: (token: string) => StaffMember | undefined;
  readonly print: PrintHour;
}

/** Tells those who follow a coverage of what just became durable. Each change is projected and encoded once. */
export function createBroadcast({ readers, desk, lookUp, print }: BroadcastDependencies) {
  /** Somebody's rights may have changed since they joined. */
  function keepMembersOnly(coverageId: string): void {
    for (const socketId of desk.adapter.rooms.get(roomOf(coverageId)) ?? []) {
      const socket = desk.sockets.get(socketId);
      if (!socket) continue;
      const staff = lookUp(socket.data.token);
      if (!staff) cutRevoked(socket);
      // It comes back, and its follow is refused.
      else if (!isMember(staff, coverageId)) socket.conn.close();
    }
  }

  return ({ coverage, records }: News): void => {
    const { id, epoch } = coverage;
    keepMembersOnly(id);
    desk.to(roomOf(id)).emit('changes', { coverageId: id, epoch, changes: records });
    if (!isPublic(coverage) || !readers.adapter.rooms.has(roomOf(id))) return;
    const changes = records.map((record) => publicChange(record, coverage, print));
    readers.to(roomOf(id)).emit('changes', { coverageId: id, epoch, changes });
  };
}
