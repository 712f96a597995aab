import type { Command } from './command.ts';
import type { Coverage } from './coverage.ts';
import { isOpen } from './coverage.ts';
import type { Decision } from './decision.ts';
import { LIMITS } from './limits.ts';
import { refuse } from './refusal.ts';

type AgendaCommand = Extract<
  Command,
  { kind: 'add-agenda-item' | 'revise-agenda-item' | 'remove-agenda-item' | 'start-agenda-item' }
>;

export function decideAgenda(coverage: Coverage, command: AgendaCommand, now: string): Decision {
  if (command.kind === 'add-agenda-item') {
    if (coverage.agenda.has(command.item.id)) return refuse('id-reused', { field: 'item.id' });
    if (coverage.agenda.size >= LIMITS.agendaItems)
      return refuse('too-many', { field: 'item', detail: String(LIMITS.agendaItems) });
    return [{ kind: 'agenda-item-added', item: command.item }];
  }

  const itemId = command.kind === 'revise-agenda-item' ? command.item.id : command.itemId;
  const item = coverage.agenda.get(itemId);
  if (!item) return refuse('not-found', { field: 'itemId' });

  switch (command.kind) {
    case 'revise-agenda-item': {
      const startedAt = command.startedAt === undefined ? item.startedAt : command.startedAt;
      if (startedAt && startedAt > now) return refuse('invalid', { field: 'startedAt', detail: now });
      const began = startedAt && { startedAt, ...(item.resumedAt && { resumedAt: item.resumedAt }) };
      return [{ kind: 'agenda-item-revised', item: { ...command.item, ...began } }];
    }
    case 'remove-agenda-item': {
      const used = [...coverage.entries.values()].some((entry) => entry.itemId === itemId);
      if (used || item.startedAt) return refuse('item-in-use', { field: 'itemId' });
      return [{ kind: 'agenda-item-removed', itemId }];
    }
    case 'start-agenda-item': {
      if (!isOpen(coverage.status)) return refuse('not-live', { detail: coverage.status });
      const startedAt = command.at ?? item.startedAt ?? now;
      if (startedAt > now) return refuse('invalid', { field: 'at', detail: now });
      const isTakenUpAgain = item.startedAt !== undefined && coverage.currentItemId !== itemId;
      const started = { ...item, startedAt, ...(isTakenUpAgain && { resumedAt: now }) };
      return [{ kind: 'agenda-item-started', item: started }];
    }
    default:
      return command satisfies never;
  }
}
