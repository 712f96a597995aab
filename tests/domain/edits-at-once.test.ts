import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { CommandBody } from '#domain/command.ts';
import { aRehearsal, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH, TOMASZ } from '../cast/cast.ts';

/** Somebody edits what they saw: the newest revision, or one that is so many revisions old. */
const edit = fc.record({
  who: fc.constantFrom(INES, RUTH, TOMASZ),
  kind: fc.constantFrom('revise-entry' as const, 'correct-entry' as const, 'move-entry' as const),
  age: fc.constantFrom(0, 0, 0, 1, 2, -1),
});

it('[I11] [4] whatever people edit at once, revision n + 1 was made from revision n, and a refused edit changes nothing', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
      const rehearsal = aRehearsal();
      const entryId = v7();
      rehearsal.ask(
        {
          kind: 'post-entry',
          entryId,
          itemId: null,
          at: at('8h05'),
          begunAt: at('8h05'),
          content: aText('Tin 0.'),
        },
        INES,
      );
      const entry = () => rehearsal.coverage.entries.get(entryId);
      for (const [turn, { who, kind, age }] of edits.entries()) {
        const before = JSON.stringify(entry());
        const revision = entry()?.revision ?? 0;
        const base = revision - age;
        const note = 'Đúng là con số này.';
        const body: CommandBody =
          kind === 'move-entry'
            ? { kind, entryId, base, itemId: null, at: at('8h00', turn) }
            : ({
                kind,
                entryId,
                base,
                content: aText(`Tin ${turn + 1}.`),
                ...(kind === 'correct-entry' && { note }),
              } as CommandBody);
        const answer = rehearsal.ask(body, who);
        if ('ok' in answer && !answer.ok) {
          expect(JSON.stringify(entry())).toBe(before);
          if (age !== 0 && answer.code === 'stale-revision') expect(answer.current?.revision).toBe(revision);
        } else {
          expect(base).toBe(revision);
          expect(entry()?.revision).toBe(revision + 1);
        }
      }
    }),
    { numRuns: 200 },
  );
});
