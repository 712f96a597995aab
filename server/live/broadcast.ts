import { isMember } from '#domain/policy.ts';
import type { News } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import { isPublic, publicChange } from '#domain/public-view.ts';
import type { StaffMember } from '#domain/staff.ts';
import type { Desk } from './connections.ts';
import { cutRevoked } from './desk-namespace.ts';
import type { FanOut } from './fan-out.ts';
import { roomOf } from './follow.ts';

interface BroadcastDependencies {
  readonly fanOut: FanOut;
  readonly desk: Desk;
  readonly lookUp: (token: string) => StaffMember | undefined;
  readonly print: PrintHour;
}

/** Tells those who follow a coverage of what just became durable. Staff hear it first. */
export function createBroadcast({ fanOut, desk, lookUp, print }: BroadcastDependencies) {
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
    const last = records.at(-1);
    if (!last || !isPublic(coverage) || fanOut.size(id) === 0) return;
    const changes = records.map((record) => publicChange(record, coverage, print));
    fanOut.tell({ coverageId: id, epoch, seq: last.seq, changes });
  };
}
