import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CommandBody } from '#domain/command.ts';
import { blankCoverage, COVERAGE_STATUSES } from '#domain/coverage.ts';
import { statusCommandsFrom } from '#domain/decide-status.ts';
import { evolve } from '#domain/evolve.ts';
import { aRehearsal, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';

describe('the life of a coverage', () => {
  it('[D5] goes from draft to archived and can come back only from closed', () => {
    const { coverage, ask } = aRehearsal('draft');
    const seen = [coverage.status];
    for (const kind of [
      'schedule-coverage',
      'open-coverage',
      'pause-coverage',
      'resume-coverage',
      'close-coverage',
    ] as const) {
      ask({ kind });
      seen.push(coverage.status);
    }
    ask({ kind: 'reopen-coverage', reason: 'Còn phần trao thưởng' });
    seen.push(coverage.status);
    ask({ kind: 'close-coverage' });
    ask({ kind: 'archive-coverage' });
    seen.push(coverage.status);
    expect(seen).toEqual(['draft', 'scheduled', 'live', 'paused', 'live', 'closed', 'live', 'archived']);
  });

  it.each(COVERAGE_STATUSES)('refuses from %s every step that does not start there', (status) => {
    const possible = statusCommandsFrom(status);
    expect(possible).toEqual(
      {
        draft: ['schedule-coverage', 'open-coverage'],
        scheduled: ['open-coverage'],
        live: ['pause-coverage', 'close-coverage'],
        paused: ['resume-coverage', 'close-coverage'],
        closed: ['reopen-coverage', 'archive-coverage'],
        archived: [],
      }[status],
    );
  });

  it('takes nothing any more once archived', () => {
    const { ask, opening } = aRehearsal('archived');
    const asked: CommandBody[] = [
      { kind: 'reopen-coverage', reason: 'x' },
      { kind: 'start-agenda-item', itemId: opening.id },
      {
        kind: 'post-entry',
        entryId: v7(),
        itemId: null,
        at: at('8h00'),
        begunAt: at('8h00'),
        content: aText('x'),
      },
    ];
    for (const body of asked) expect(ask(body)).toMatchObject({ code: 'coverage-archived' });
  });

  it('stamps the real hour of an agenda item and knows which is current', () => {
    const { ask, coverage, report } = aRehearsal();
    ask({ kind: 'start-agenda-item', itemId: report.id, at: at('8h17') }, INES);
    expect(coverage.currentItemId).toBe(report.id);
    expect(coverage.agenda.get(report.id)).toMatchObject({ plannedAt: at('8h15'), startedAt: at('8h17') });
  });

  it('keeps the hour of an item that is taken up again, and mends one that began by mistake', () => {
    const { ask, coverage, opening, report } = aRehearsal();
    ask({ kind: 'start-agenda-item', itemId: opening.id, at: at('8h00') }, INES);
    ask({ kind: 'start-agenda-item', itemId: report.id, at: at('8h10') }, INES);
    ask({ kind: 'start-agenda-item', itemId: opening.id }, INES);
    expect(coverage.agenda.get(opening.id)).toMatchObject({ startedAt: at('8h00') });
    ask({ kind: 'start-agenda-item', itemId: report.id }, INES);
    ask({ kind: 'revise-agenda-item', item: report, startedAt: null });
    expect(coverage.agenda.get(report.id)).not.toHaveProperty('startedAt');
    expect(coverage.currentItemId).toBe(opening.id);
  });

  it('is not archived while a post waits for an editor [10]', () => {
    const { ask, coverage } = aRehearsal('closed');
    const entryId = v7();
    ask({
      kind: 'post-entry',
      entryId,
      itemId: null,
      at: at('10h58'),
      begunAt: at('10h58'),
      content: aText('x'),
    });
    expect(coverage.updatedAt).toBe(at('11h00'));
    expect(ask({ kind: 'archive-coverage' })).toMatchObject({ code: 'entries-held', detail: '1' });
    ask({ kind: 'withdraw-entry', entryId, reason: 'Trùng' });
    expect(ask({ kind: 'archive-coverage' })).toMatchObject([{ kind: 'coverage-archived' }]);
  });

  it('keeps an agenda item that has entries', () => {
    const { ask, opening } = aRehearsal();
    ask({
      kind: 'post-entry',
      entryId: v7(),
      itemId: opening.id,
      at: at('8h00'),
      begunAt: at('8h00'),
      content: aText('x'),
    });
    expect(ask({ kind: 'remove-agenda-item', itemId: opening.id })).toMatchObject({ code: 'item-in-use' });
  });

  it('never changes its address', () => {
    const { ask, coverage } = aRehearsal();
    expect(ask({ kind: 'revise-coverage', about: { ...coverage.about, slug: 'khac' } })).toMatchObject({
      code: 'invalid',
      field: 'about.slug',
    });
  });
});

describe('[2] deciding and folding', () => {
  it('[D1] [E2] changes nothing by deciding, and folds a log to the same coverage in one go or in two', () => {
    const asked = fc.array(
      fc.record({
        what: fc.integer({ min: 0, max: 5 }),
        which: fc.nat(4),
        word: fc.string({ minLength: 1 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(asked, fc.nat(40), (steps, cut) => {
        const { coverage, ask } = aRehearsal();
        const ids = Array.from({ length: 5 }, () => v7());
        const log = [];
        const seenBefore = coverage.head;
        for (const { what, which, word } of steps) {
          const entryId = ids[which] ?? '';
          const base = coverage.entries.get(entryId)?.revision ?? 1;
          const bodies: CommandBody[] = [
            {
              kind: 'post-entry',
              entryId,
              itemId: null,
              at: at('9h00'),
              begunAt: at('9h00'),
              content: aText(word),
            },
            { kind: 'correct-entry', entryId, base, content: aText(`${word}!`), note: 'n' },
            { kind: 'withdraw-entry', entryId, reason: 'r' },
            { kind: 'pin-entry', entryId },
            { kind: 'key-entry', entryId },
            { kind: 'pause-coverage' },
          ];
          const body = bodies[what];
          if (!body) continue;
          const decision = ask(body, RUTH);
          if ('ok' in decision) continue;
          for (const change of decision)
            log.push({ seq: seenBefore + log.length + 1, at: at('12h00'), change });
        }
        const whole = blankCoverage(coverage.id, 'e');
        for (const record of log) evolve(whole, record);
        const halves = blankCoverage(coverage.id, 'e');
        for (const record of log.slice(0, cut)) evolve(halves, record);
        for (const record of log.slice(cut)) evolve(halves, record);
        expect(halves).toEqual(whole);
        expect([...whole.entries]).toEqual([...coverage.entries]);
        expect([...coverage.entries.values()].filter((entry) => entry.pinned).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});
