import type { Presence, Writing } from '#live/protocol.ts';

/** Nobody is writing any more who has not said so for this long, in milliseconds. */
const FORGOTTEN_AFTER = 45_000;

interface Present {
  readonly staffId: string;
  readonly name: string;
  writing: readonly Writing[];
  saidAt: number;
}

export interface PresenceBook {
  arrive(coverageId: string, socketId: string, who: { readonly id: string; readonly name: string }): void;
  /** @returns whether the socket was there */
  leave(coverageId: string, socketId: string): boolean;
  /** @returns whether anything is different for those who look on */
  write(coverageId: string, socketId: string, writing: readonly Writing[]): boolean;
  /** @returns the coverages in which somebody's writing was forgotten */
  forget(): string[];
  /** One line a person, in the order they came, however many windows they have open. */
  in(coverageId: string): Presence[];
}

/** Who is at work where. Memory only. @param now milliseconds */
export function createPresenceBook({ now }: { readonly now: () => number }): PresenceBook {
  const coverages = new Map<string, Map<string, Present>>();
  return {
    arrive(coverageId, socketId, { id, name }) {
      const present = coverages.get(coverageId) ?? new Map<string, Present>();
      coverages.set(coverageId, present);
      if (!present.has(socketId)) present.set(socketId, { staffId: id, name, writing: [], saidAt: now() });
    },
    leave(coverageId, socketId) {
      const present = coverages.get(coverageId);
      const was = present?.delete(socketId) ?? false;
      if (present?.size === 0) coverages.delete(coverageId);
      return was;
    },
    write(coverageId, socketId, writing) {
      const one = coverages.get(coverageId)?.get(socketId);
      if (!one) return false;
      const isNew = JSON.stringify(one.writing) !== JSON.stringify(writing);
      one.writing = writing;
      one.saidAt = now();
      return isNew;
    },
    forget() {
      const oldest = now() - FORGOTTEN_AFTER;
      return [...coverages].flatMap(([coverageId, present]) => {
        const gone = [...present.values()].filter((one) => one.writing.length > 0 && one.saidAt <= oldest);
        for (const one of gone) one.writing = [];
        return gone.length > 0 ? [coverageId] : [];
      });
    },
    in(coverageId) {
      const lines = new Map<string, Presence>();
      for (const { staffId, name, writing } of coverages.get(coverageId)?.values() ?? []) {
        const others = lines.get(staffId)?.writing ?? [];
        lines.set(staffId, { staffId, name, writing: [...others, ...writing] });
      }
      return [...lines.values()];
    },
  };
}
