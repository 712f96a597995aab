import type { AgendaItem } from '#domain/agenda.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Entry } from '#domain/entry.ts';

/** A coverage on its way from the page to the island: maps do not survive being written down, arrays do. */
export interface CoverageAsSent extends Omit<Coverage, 'agenda' | 'entries'> {
  readonly agenda: readonly AgendaItem[];
  readonly entries: readonly Entry[];
}

export const asSent = (coverage: Coverage): CoverageAsSent => ({
  ...coverage,
  agenda: [...coverage.agenda.values()],
  entries: [...coverage.entries.values()],
});
