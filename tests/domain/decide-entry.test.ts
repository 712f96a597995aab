import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Figure } from '#domain/block.ts';
import type { CommandBody } from '#domain/command.ts';
import type { Entry } from '#domain/entry.ts';
import { aRehearsal, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH, TOMASZ } from '../cast/cast.ts';

const IMAGE = { id: 'a'.repeat(64), width: 1280, height: 720, widths: [320, 640, 1280] };

function posted(text = 'Đại biểu bấm nút thông qua nghị quyết về trồng rừng.') {
  const rehearsal = aRehearsal();
  const entryId = v7();
  const post: CommandBody = {
    kind: 'post-entry',
    entryId,
    itemId: rehearsal.opening.id,
    at: at('8h05'),
    begunAt: at('8h05'),
    content: aText(text),
  };
  rehearsal.ask(post, INES);
  const entry = (): Entry => {
    const found = rehearsal.coverage.entries.get(entryId);
    if (!found) throw new Error('not posted');
    return found;
  };
  return { rehearsal, entryId, entry, post };
}

describe('posting', () => {
  it('keeps the hour it happened apart from the hour it was posted [8]', () => {
    const { entry } = posted();
    expect(entry()).toMatchObject({ at: at('8h05'), postedAt: at('12h00'), revision: 1, by: INES.id });
  });

  it('refuses an entry under an agenda item that does not exist', () => {
    const { rehearsal, post } = posted();
    const answer = rehearsal.ask({ ...post, entryId: v7(), itemId: v7() } as CommandBody, INES);
    expect(answer).toMatchObject({ ok: false, code: 'not-found', field: 'itemId' });
  });

  it('refuses an hour that lies ahead of the clock', () => {
    const { rehearsal, post } = posted();
    const answer = rehearsal.ask({ ...post, entryId: v7(), at: at('13h00') } as CommandBody, INES);
    expect(answer).toMatchObject({ code: 'invalid', field: 'at' });
  });

  it('[D2] refuses before the coverage is opened', () => {
    const rehearsal = aRehearsal('draft');
    const answer = rehearsal.ask(
      {
        kind: 'post-entry',
        entryId: v7(),
        itemId: null,
        at: at('8h00'),
        begunAt: at('8h00'),
        content: aText('x'),
      },
      INES,
    );
    expect(answer).toMatchObject({ code: 'not-live', detail: 'draft' });
  });

  it('holds for an editor what was begun before the coverage closed [10]', () => {
    const rehearsal = aRehearsal('closed');
    const entryId = v7();
    rehearsal.ask(
      {
        kind: 'post-entry',
        entryId,
        itemId: null,
        at: at('10h58'),
        begunAt: at('10h58'),
        content: aText('x'),
      },
      INES,
    );
    expect(rehearsal.coverage.entries.get(entryId)).toMatchObject({ held: true });
    rehearsal.ask({ kind: 'release-entry', entryId, base: 1 });
    expect(rehearsal.coverage.entries.get(entryId)).not.toHaveProperty('held');
  });

  it('refuses what was begun after the coverage closed [10]', () => {
    const answer = aRehearsal('closed').ask(
      {
        kind: 'post-entry',
        entryId: v7(),
        itemId: null,
        at: at('11h01'),
        begunAt: at('11h01'),
        content: aText('x'),
      },
      INES,
    );
    expect(answer).toMatchObject({ code: 'coverage-closed' });
  });

  it('refuses a photo without credit or alternative text', () => {
    const { rehearsal, post } = posted();
    const figure: Figure = { type: 'figure', id: v7(), kind: 'scene', caption: 'Toàn cảnh', image: IMAGE };
    const answer = rehearsal.ask(
      { ...post, entryId: v7(), content: { kind: 'photo', blocks: [figure] } } as CommandBody,
      INES,
    );
    expect(answer).toMatchObject({ code: 'photo-undescribed', field: 'content.blocks.0' });
  });
});

describe('editing', () => {
  it('lets a slip of the pen pass in silence [9]', () => {
    const { rehearsal, entryId, entry } = posted('Hội nghị thảo luận tập trụng về trồng rừng.');
    rehearsal.ask(
      {
        kind: 'revise-entry',
        entryId,
        base: 1,
        content: aText('Hội nghị thảo luận tập trung về trồng rừng.'),
      },
      INES,
    );
    expect(entry()).toMatchObject({ revision: 2, corrections: [] });
  });

  it('asks for a note when a number changes [9]', () => {
    const { rehearsal, entryId } = posted('Toàn tỉnh trồng 120 ha rừng.');
    const content = aText('Toàn tỉnh trồng 210 ha rừng.');
    expect(rehearsal.ask({ kind: 'revise-entry', entryId, base: 1, content }, INES)).toMatchObject({
      code: 'needs-correction-note',
    });
    rehearsal.ask({ kind: 'correct-entry', entryId, base: 1, content, note: 'Số đúng là 210 ha.' }, INES);
    expect(rehearsal.coverage.entries.get(entryId)?.corrections).toEqual([
      { at: at('12h00'), note: 'Số đúng là 210 ha.', revision: 2 },
    ]);
  });

  it('[D4] answers an edit of an old revision with the text as it now is [4]', () => {
    const { rehearsal, entryId, entry } = posted();
    rehearsal.ask({ kind: 'correct-entry', entryId, base: 1, content: aText('Một'), note: 'n' });
    const before = entry();
    expect(
      rehearsal.ask({ kind: 'correct-entry', entryId, base: 1, content: aText('Hai'), note: 'n' }),
    ).toMatchObject({ code: 'stale-revision', current: { revision: 2, content: aText('Một') } });
    expect(entry()).toBe(before);
  });

  it('lets a reporter edit own entries only', () => {
    const { rehearsal, entryId } = posted();
    const edit: CommandBody = { kind: 'correct-entry', entryId, base: 1, content: aText('Khác'), note: 'n' };
    expect(rehearsal.ask(edit, TOMASZ)).toMatchObject({ code: 'not-allowed' });
    expect(rehearsal.ask(edit, INES)).toHaveLength(1);
  });

  it('attaches the photo of an announced figure without a note, once', () => {
    const { rehearsal, entryId: _, post } = posted();
    const figure: Figure = {
      type: 'figure',
      id: v7(),
      kind: 'scene',
      awaited: true,
      caption: 'c',
      credit: 'Ines',
      alt: 'a',
    };
    const entryId = v7();
    rehearsal.ask({ ...post, entryId, content: { kind: 'photo', blocks: [figure] } } as CommandBody, INES);
    const attach: CommandBody = { kind: 'attach-figure', entryId, figure: { ...figure, image: IMAGE } };
    expect(rehearsal.ask(attach, INES)).toMatchObject([{ kind: 'figure-attached' }]);
    expect(rehearsal.ask(attach, INES)).toMatchObject({ code: 'nothing-changed' });
  });
});

describe('a photo that arrives late', () => {
  const figure: Figure = {
    type: 'figure',
    id: v7(),
    kind: 'scene',
    awaited: true,
    caption: 'Ông Nam',
    credit: 'Ines',
    alt: 'a',
  };

  it('brings only the picture: the words may have been corrected meanwhile [4] [9]', () => {
    const { rehearsal, post } = posted();
    const entryId = v7();
    const words = aText('Có chữ').blocks;
    rehearsal.ask(
      { ...post, entryId, content: { kind: 'note', blocks: [...words, figure] } } as CommandBody,
      INES,
    );
    const corrected = { ...figure, caption: 'Bà Lan' };
    rehearsal.ask({
      kind: 'correct-entry',
      entryId,
      base: 1,
      content: { kind: 'note', blocks: [...words, corrected] },
      note: 'Nhầm tên.',
    });
    rehearsal.ask({ kind: 'attach-figure', entryId, figure: { ...figure, image: IMAGE } }, INES);
    const { awaited: _, ...shown } = corrected;
    expect(rehearsal.coverage.entries.get(entryId)?.content.blocks.at(-1)).toEqual({
      ...shown,
      image: IMAGE,
    });
  });

  it('makes no news of an entry before it is there', () => {
    const { rehearsal, post } = posted();
    const entryId = v7();
    const before = rehearsal.coverage.updatedAt;
    rehearsal.ask(
      { ...post, entryId, content: { kind: 'photo', blocks: [figure] } } as CommandBody,
      INES,
      at('12h30'),
    );
    expect(rehearsal.coverage.updatedAt).toBe(before);
    rehearsal.ask({ kind: 'attach-figure', entryId, figure: { ...figure, image: IMAGE } }, INES, at('12h31'));
    expect(rehearsal.coverage.updatedAt).toBe(at('12h31'));
    expect(rehearsal.coverage.entries.get(entryId)).not.toHaveProperty('awaitsPhoto');
  });

  it('cannot make what readers have go away by an edit', () => {
    const { rehearsal, entryId } = posted();
    const content = { kind: 'photo' as const, blocks: [figure] };
    expect(rehearsal.ask({ kind: 'correct-entry', entryId, base: 1, content, note: 'n' })).toMatchObject({
      code: 'invalid',
      field: 'content.blocks',
    });
  });
});

describe('moving', () => {
  it('takes no hour that lies ahead, and none that is the same', () => {
    const { rehearsal, entryId } = posted();
    const move = { kind: 'move-entry' as const, entryId, base: 1, itemId: rehearsal.report.id };
    expect(rehearsal.ask({ ...move, at: at('13h00') })).toMatchObject({ code: 'invalid', field: 'at' });
    expect(rehearsal.ask({ ...move, itemId: rehearsal.opening.id, at: at('8h05') })).toMatchObject({
      code: 'nothing-changed',
    });
    expect(rehearsal.ask({ ...move, at: at('8h20') })).toMatchObject([{ kind: 'entry-moved' }]);
  });
});

describe('withdrawing and pinning', () => {
  it('keeps who, when and why of a withdrawal, and takes no more edits [7]', () => {
    const { rehearsal, entryId, entry } = posted();
    rehearsal.ask({ kind: 'withdraw-entry', entryId, reason: 'Nhầm hội trường' });
    expect(entry().withdrawn).toEqual({ at: at('12h00'), by: RUTH.id, reason: 'Nhầm hội trường' });
    expect(
      rehearsal.ask({ kind: 'correct-entry', entryId, base: 1, content: aText('x'), note: 'n' }),
    ).toMatchObject({ code: 'entry-withdrawn' });
  });

  it('[D6] lets the second pinned entry take the place of the first', () => {
    const { rehearsal, entryId, entry, post } = posted();
    const second = v7();
    rehearsal.ask({ ...post, entryId: second } as CommandBody, INES);
    rehearsal.ask({ kind: 'pin-entry', entryId });
    expect(rehearsal.ask({ kind: 'pin-entry', entryId: second })).toMatchObject([
      { kind: 'entry-unpinned' },
      { kind: 'entry-pinned' },
    ]);
    expect(entry()).not.toHaveProperty('pinned');
  });
});
