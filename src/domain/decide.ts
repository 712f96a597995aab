import type { Change } from './change.ts';
import type { Command } from './command.ts';
import type { Coverage } from './coverage.ts';
import { decideAgenda } from './decide-agenda.ts';
import { decideEntry } from './decide-entry.ts';
import { decideStatus } from './decide-status.ts';
import type { Circumstances, Decision } from './decision.ts';
import { may } from './policy.ts';
import { refuse } from './refusal.ts';
import type { Actor } from './staff.ts';

/**
 * What a command changes. Pure: neither the coverage nor the command is touched (rule 2).
 * @param command validated at the boundary; an id that the log already holds is the newsroom's business (rule 3)
 * @returns one or more changes, to be numbered from `coverage.head + 1`; or a refusal, and nothing changes
 */
export function decide(coverage: Coverage, command: Command, circumstances: Circumstances): Decision {
  const { actor, now } = circumstances;
  if (command.kind === 'create-coverage') return create(coverage, command, actor);
  if (coverage.head === 0) return refuse('not-found', { field: 'coverageId' });

  const postedBy = 'entryId' in command ? coverage.entries.get(command.entryId)?.by : undefined;
  if (!may(actor, command.kind, coverage.id, postedBy)) return refuse('not-allowed');
  if (coverage.status === 'archived') return refuse('coverage-archived');

  switch (command.kind) {
    case 'revise-coverage':
      if (command.about.slug !== coverage.about.slug)
        return refuse('invalid', { field: 'about.slug', detail: coverage.about.slug });
      return [{ kind: 'coverage-revised', about: command.about }];
    case 'add-agenda-item':
    case 'revise-agenda-item':
    case 'remove-agenda-item':
    case 'start-agenda-item':
      return decideAgenda(coverage, command, now);
    case 'schedule-coverage':
    case 'open-coverage':
    case 'pause-coverage':
    case 'resume-coverage':
    case 'close-coverage':
    case 'archive-coverage':
    case 'reopen-coverage':
      return decideStatus(coverage, command, now);
    default:
      return decideEntry(coverage, command, circumstances);
  }
}

function create(
  coverage: Coverage,
  command: Extract<Command, { kind: 'create-coverage' }>,
  actor: Actor,
): Decision {
  if (!may(actor, command.kind, command.coverageId)) return refuse('not-allowed');
  if (coverage.head > 0) return refuse('id-reused', { field: 'coverageId' });
  const ids = new Set(command.agenda.map((item) => item.id));
  if (ids.size < command.agenda.length) return refuse('id-reused', { field: 'agenda' });
  return [
    { kind: 'coverage-created', about: command.about },
    ...command.agenda.map((item): Change => ({ kind: 'agenda-item-added', item })),
  ];
}
