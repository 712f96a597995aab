import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Change, LogRecord } from '#domain/change.ts';
import type { Entry } from '#domain/entry.ts';
import { publicChange, publicCoverage } from '#domain/public-view.ts';
import { aRehearsal, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';

/** A coverage whose reporters' entries wait for an editor. */
function aReviewed() {
  const rehearsal = aRehearsal();
  const changes: Change[] = [];
  const ask = rehearsal.ask.bind(rehearsal);
  rehearsal.ask = (...asked) => {
    const decision = ask(...asked);
    if (!('ok' in decision)) changes.push(...decision);
    return decision;
  };
  rehearsal.ask(
    { kind: 'revise-coverage', about: { ...rehearsal.coverage.about, review: true, undoSeconds: 3 } },
    RUTH,
  );
  const post = (by = INES, text = 'Đại biểu nói về rừng.') => {
    const entryId = v7();
    rehearsal.ask(
      {
        kind: 'post-entry',
        entryId,
        itemId: rehearsal.opening.id,
        at: at('8h05'),
        begunAt: at('8h05'),
        content: aText(text),
      },
      by,
    );
    return { entryId, entry: () => rehearsal.coverage.entries.get(entryId) as Entry };
  };
  return { rehearsal, post, changes };
}

describe('[13] where entries wait for an editor', () => {
  it('a reporter’s is held, an editor’s is published', () => {
    const { post } = aReviewed();
    expect(post().entry()).toMatchObject({ held: true });
    expect(post(RUTH).entry()).not.toHaveProperty('held');
  });

  it('readers are given nothing of it, nor of how the newsroom works, in any range', () => {
    const { rehearsal, post, changes } = aReviewed();
    post();
    expect(changes.map(({ kind }) => kind)).toEqual(['coverage-revised', 'entry-held']);
    const print = (): string => '';
    expect(publicCoverage(rehearsal.coverage, print).entries.size).toBe(0);
    const told = JSON.stringify([
      publicCoverage(rehearsal.coverage, print).about,
      ...changes.map((change, index) =>
        publicChange({ seq: index + 1, at: '', change } as LogRecord, rehearsal.coverage, print),
      ),
    ]);
    expect(told).not.toContain('rừng.');
    expect(told).not.toContain('review');
    expect(told).not.toContain('undoSeconds');
  });

  it('it goes back with a reason, waits again once it is mended, and is published by an editor only', () => {
    const { rehearsal, post } = aReviewed();
    const { entryId, entry } = post();
    rehearsal.ask({ kind: 'return-entry', entryId, base: 1, reason: 'Thiếu chức danh.' }, RUTH);
    expect(entry()).toMatchObject({ held: true, returned: { by: RUTH.id, reason: 'Thiếu chức danh.' } });
    rehearsal.ask({ kind: 'revise-entry', entryId, base: 1, content: aText('Bà Mây nói về rừng.') }, INES);
    expect(entry()).toMatchObject({ held: true, revision: 2 });
    expect(entry()).not.toHaveProperty('returned');
    expect(rehearsal.ask({ kind: 'release-entry', entryId, base: 2 }, INES)).toMatchObject({
      code: 'not-allowed',
    });
    expect(rehearsal.ask({ kind: 'release-entry', entryId, base: 1 }, RUTH)).toMatchObject({
      code: 'stale-revision',
    });
    rehearsal.ask({ kind: 'release-entry', entryId, base: 2 }, RUTH);
    expect(entry()).not.toHaveProperty('held');
  });

  it('what is published is an editor’s to mend, and its author’s to withdraw', () => {
    const { rehearsal, post } = aReviewed();
    const { entryId, entry } = post();
    rehearsal.ask({ kind: 'release-entry', entryId, base: 1 }, RUTH);
    const edit = { entryId, base: 1, content: aText('Đại biểu nói về suối.') } as const;
    for (const command of [
      { kind: 'revise-entry', ...edit },
      { kind: 'correct-entry', ...edit, note: 'Sửa.' },
      { kind: 'move-entry', entryId, base: 1, itemId: null, at: at('8h06') },
      { kind: 'key-entry', entryId },
      { kind: 'attach-figure', entryId, figure: { type: 'figure', id: v7(), kind: 'scene', caption: '' } },
    ] as const)
      expect(rehearsal.ask(command, INES), command.kind).toMatchObject({ code: 'not-allowed' });
    expect(rehearsal.ask({ kind: 'return-entry', entryId, base: 1, reason: 'x' }, RUTH)).toMatchObject({
      code: 'wrong-status',
    });
    rehearsal.ask({ kind: 'withdraw-entry', entryId, reason: 'Nhầm.' }, INES);
    expect(entry()).toHaveProperty('withdrawn');
  });
});
