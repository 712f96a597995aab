import type { StatusChangeKind } from './change.ts';
import type { Command } from './command.ts';
import type { Coverage, CoverageStatus } from './coverage.ts';
import type { Decision } from './decision.ts';
import { refuse } from './refusal.ts';

type StatusCommand = Extract<
  Command,
  {
    kind:
      | 'schedule-coverage'
      | 'open-coverage'
      | 'pause-coverage'
      | 'resume-coverage'
      | 'close-coverage'
      | 'reopen-coverage'
      | 'archive-coverage';
  }
>;

interface Step {
  readonly from: readonly CoverageStatus[];
  readonly change: StatusChangeKind;
}

/** `draft → scheduled → live ⇄ paused → closed → archived`; closed can be reopened, archived is final. */
const STEPS: Readonly<Record<StatusCommand['kind'], Step>> = {
  'schedule-coverage': { from: ['draft'], change: 'coverage-scheduled' },
  'open-coverage': { from: ['draft', 'scheduled'], change: 'coverage-opened' },
  'pause-coverage': { from: ['live'], change: 'coverage-paused' },
  'resume-coverage': { from: ['paused'], change: 'coverage-resumed' },
  'close-coverage': { from: ['live', 'paused'], change: 'coverage-closed' },
  'reopen-coverage': { from: ['closed'], change: 'coverage-reopened' },
  'archive-coverage': { from: ['closed'], change: 'coverage-archived' },
};

/** The commands that a coverage in this status can take, for desks that show only what can be done. */
export const statusCommandsFrom = (status: CoverageStatus): StatusCommand['kind'][] =>
  (Object.keys(STEPS) as StatusCommand['kind'][]).filter((kind) => STEPS[kind].from.includes(status));

export function decideStatus(coverage: Coverage, command: StatusCommand, now: string): Decision {
  const step = STEPS[command.kind];
  if (!step.from.includes(coverage.status)) return refuse('wrong-status', { detail: coverage.status });
  if (command.kind === 'archive-coverage') {
    const held = [...coverage.entries.values()].filter((entry) => entry.held && !entry.withdrawn).length;
    if (held > 0) return refuse('entries-held', { detail: String(held) });
  }
  const at = 'at' in command && command.at !== undefined ? command.at : now;
  if (at > now) return refuse('invalid', { field: 'at', detail: now });
  return [
    {
      kind: step.change,
      at,
      ...(command.kind === 'reopen-coverage' && { reason: command.reason }),
    },
  ];
}
