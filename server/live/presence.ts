import type { Presence } from '#live/protocol.ts';

/** Nobody is writing any more who has not said so for this long, in milliseconds. */
const FORGOTTEN_AFTER = 60_000;

interface Present {
  readonly staffId: string;
  readonly name: string;
  writing: { readonly itemId: string | null; readonly at: number } | null;
}

export interface PresenceBook {
  arrive(coverageId: string, socketId: string, who: { readonly id: string; readonly name: string }): void;
  /** @returns whether the socket was there */
  leave(coverageId: string, socketId: string): boolean;
  /** @returns whether anything is different for those who look on */
  write(coverageId: string, socketId: string, itemId: string | null): boolean;
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
      if (!present.has(socketId)) present.set(socketId, { staffId: id, name, writing: null });
    },
    leave(coverageId, socketId) {
      const present = coverages.get(coverageId);
      const was = present?.delete(socketId) ?? false;
      if (present?.size === 0) coverages.delete(coverageId);
      return was;
    },
    write(coverageId, socketId, itemId) {
      const one = coverages.get(coverageId)?.get(socketId);
      if (!one) return false;
      const before = one.writing?.itemId ?? null;
      one.writing = itemId === null ? null : { itemId, at: now() };
      return before !== itemId;
    },
    forget() {
      const oldest = now() - FORGOTTEN_AFTER;
      return [...coverages].flatMap(([coverageId, present]) => {
        const gone = [...present.values()].filter(({ writing }) => writing && writing.at <= oldest);
        for (const one of gone) one.writing = null;
        return gone.length > 0 ? [coverageId] : [];
      });
    },
    in(coverageId) {
      const lines = new Map<string, Presence>();
      for (const { staffId, name, writing } of coverages.get(coverageId)?.values() ?? []) {
        const writingIn = writing?.itemId ?? lines.get(staffId)?.writingIn ?? null;
        lines.set(staffId, { staffId, name, writingIn });
      }
      return [...lines.values()];
    },
  };
}
