import { v7 } from 'uuid';
import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { Command, CommandBody } from '#domain/command.ts';
import type { Coverage, CoverageAbout } from '#domain/coverage.ts';
import { blankCoverage, ZONE } from '#domain/coverage.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { EntryContent } from '#domain/entry.ts';
import { evolve } from '#domain/evolve.ts';
import type { Actor } from '#domain/staff.ts';
import { RUTH } from './cast.ts';

export const DAY = '2026-03-12';

/** A UTC instant on the day of the conference, from the hour in Vietnam: `at('8h15')`. */
export function at(hour: string, seconds = 0): string {
  const [h = '0', m = '0'] = hour.split('h');
  return new Date(Date.UTC(2026, 2, 12, Number(h) - 7, Number(m), seconds)).toISOString();
}

export const anAbout = (more: Partial<CoverageAbout> = {}): CoverageAbout => ({
  slug: 'hoi-nghi-lam-son-lan-thu-5',
  title: 'Hội nghị tỉnh Lâm Sơn lần thứ 5',
  language: 'vi',
  zone: ZONE,
  date: { iso: DAY, printed: '12 - 3' },
  venues: [{ name: 'Bản Mây', kind: 'remote' }],
  byline: ['Ines', 'Tomasz'],
  documents: [],
  related: [],
  ...more,
});

export const anItem = (hour: string, title: string): AgendaItemDraft => ({
  id: v7(),
  day: DAY,
  plannedAt: at(hour),
  title,
  shortTitle: title.slice(0, 60),
  kind: 'other',
});

export const aText = (text: string, more: Partial<EntryContent> = {}): EntryContent => ({
  kind: 'note',
  blocks: [{ type: 'paragraph', runs: [{ text }] }],
  ...more,
});

export const aCommand = (coverageId: string, body: CommandBody): Command => ({
  id: v7(),
  coverageId,
  ...body,
});

export const aPost = (
  coverageId: string,
  text: string,
  more: Partial<Extract<Command, { kind: 'post-entry' }>> = {},
): Extract<Command, { kind: 'post-entry' }> => ({
  id: v7(),
  coverageId,
  kind: 'post-entry',
  entryId: v7(),
  itemId: null,
  at: at('8h15'),
  begunAt: at('8h15'),
  content: aText(text),
  ...more,
});

/** A coverage that takes commands like a newsroom would, without storing anything. */
export interface Rehearsal {
  readonly coverage: Coverage;
  readonly opening: AgendaItemDraft;
  readonly report: AgendaItemDraft;
  ask(body: CommandBody, actor?: Actor, now?: string): Decision;
}

/** @param status how far the coverage has come */
export function aRehearsal(status: 'draft' | 'live' | 'closed' | 'archived' = 'live'): Rehearsal {
  const coverage = blankCoverage(v7(), 'epoch-1');
  const opening = anItem('8h00', 'Khai mạc hội nghị');
  const report = anItem('8h15', 'Báo cáo kết quả năm 2025.');
  const rehearsal: Rehearsal = {
    coverage,
    opening,
    report,
    ask(body, actor = RUTH, now = at('12h00')) {
      const decision = decide(coverage, aCommand(coverage.id, body), { actor, now });
      if (!('ok' in decision))
        for (const change of decision) evolve(coverage, { seq: coverage.head + 1, at: now, change });
      return decision;
    },
  };
  rehearsal.ask({ kind: 'create-coverage', about: anAbout(), agenda: [opening, report] }, RUTH, at('7h00'));
  if (status !== 'draft') rehearsal.ask({ kind: 'open-coverage' }, RUTH, at('7h30'));
  if (status === 'closed' || status === 'archived')
    rehearsal.ask({ kind: 'close-coverage' }, RUTH, at('11h00'));
  if (status === 'archived') rehearsal.ask({ kind: 'archive-coverage' }, RUTH, at('11h30'));
  return rehearsal;
}
