import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { LogRecord } from '#domain/change.ts';
import type { CommandBody } from '#domain/command.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import type { PublicCoverage, PublicEntry, PublicItem } from '#domain/public-view.ts';
import { isPublic, publicChange, publicCoverage } from '#domain/public-view.ts';
import { anItem, aRehearsal, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';

const print = (iso: string): string => `${Number(iso.slice(11, 13)) + 7}h${iso.slice(14, 16)}`;
const CANARY = 'chim hoàng yến';

/** A coverage with its log, as a store would have it. */
function aLife() {
  const { coverage, ask, opening } = aRehearsal();
  const records: LogRecord[] = [];
  const tell = (body: CommandBody, actor = RUTH): void => {
    const first = coverage.head + 1;
    const decision = ask(body, actor);
    if ('ok' in decision) throw new Error(decision.code);
    decision.forEach((change, index) => {
      records.push({
        v: 1,
        seq: first + index,
        at: at('12h00'),
        by: actor.id,
        commandId: 'c',
        digest: 'd',
        change,
      });
    });
  };
  const post = (text: string, more: Partial<Extract<CommandBody, { kind: 'post-entry' }>> = {}): string => {
    const entryId = v7();
    const body: CommandBody = {
      kind: 'post-entry',
      entryId,
      itemId: opening.id,
      at: at('8h05'),
      begunAt: at('8h05'),
      content: aText(text),
      ...more,
    };
    tell(body, INES);
    return entryId;
  };
  return { coverage, records, tell, post, opening };
}

describe('[5] readers', () => {
  it('[P1] [P3] are told nothing of a withdrawn text in any range, and every number stays', () => {
    const { coverage, records, tell, post } = aLife();
    const entryId = post(CANARY);
    tell({ kind: 'correct-entry', entryId, base: 1, content: aText(`${CANARY} hai`), note: 'sửa' });
    tell({ kind: 'withdraw-entry', entryId, reason: `${CANARY} vì sao` });
    const told = records.map((record) => publicChange(record, coverage, print));
    expect(JSON.stringify(told)).not.toContain(CANARY);
    expect(told.map(({ seq }) => seq)).toEqual(records.map(({ seq }) => seq));
    expect(JSON.stringify([...publicCoverage(coverage, print).entries])).not.toContain(CANARY);
  });

  it('are told the newest text in place of an earlier one', () => {
    const { coverage, records, tell, post } = aLife();
    const entryId = post(CANARY);
    tell({ kind: 'correct-entry', entryId, base: 1, content: aText('Đã sửa'), note: 'sửa' });
    expect(JSON.stringify(records.map((record) => publicChange(record, coverage, print)))).not.toContain(
      CANARY,
    );
  });

  it('[P2] get no staff ids, commands or reasons', () => {
    const { coverage, records, tell, post } = aLife();
    post('x');
    tell({ kind: 'close-coverage' });
    tell({ kind: 'reopen-coverage', reason: CANARY });
    const told = JSON.stringify(records.map((record) => publicChange(record, coverage, print)));
    expect(told).not.toContain(INES.id);
    expect(told).not.toContain(CANARY);
    expect(told).not.toContain('commandId');
  });

  it('[P5] do not see a held entry, nor a figure whose photo is on its way', () => {
    const { coverage, tell, post } = aLife();
    const photo = post('', {
      content: {
        kind: 'photo',
        blocks: [
          { type: 'figure', id: v7(), kind: 'scene', awaited: true, caption: 'c', credit: 'n', alt: 'a' },
        ],
      },
    });
    tell({ kind: 'close-coverage' });
    const held = post('muộn');
    const { entries } = publicCoverage(coverage, print);
    expect(entries.has(photo)).toBe(false);
    expect(entries.has(held)).toBe(false);
  });

  it('are not told of an agenda item that was taken out again', () => {
    const { coverage, records, tell } = aLife();
    const item = anItem('10h00', CANARY);
    tell({ kind: 'add-agenda-item', item });
    tell({ kind: 'remove-agenda-item', itemId: item.id });
    expect(JSON.stringify(records.map((record) => publicChange(record, coverage, print)))).not.toContain(
      CANARY,
    );
  });

  it('know nothing of a draft', () => {
    expect(isPublic(aRehearsal('draft').coverage)).toBe(false);
    expect(isPublic(aRehearsal('live').coverage)).toBe(true);
  });
});

describe('[6] a page as of any number, with the rest of the changes applied', () => {
  it('is the page as it now is', () => {
    const { coverage, records, tell, post, opening } = aLife();
    const first = post('Một');
    const second = post('Hai');
    tell({ kind: 'pin-entry', entryId: first });
    tell({ kind: 'start-agenda-item', itemId: opening.id, at: at('8h01') });
    tell({ kind: 'correct-entry', entryId: second, base: 1, content: aText('Hai, đã sửa'), note: 'n' });
    tell({ kind: 'withdraw-entry', entryId: first, reason: 'r' });
    tell({ kind: 'pause-coverage' });
    const now = publicCoverage(coverage, print);
    const changes = records.map((record) => publicChange(record, coverage, print));
    const head = coverage.head;

    for (let cut = 0; cut <= records.length; cut += 1) {
      // The page as it was: the log up to the cut, seen as of then.
      const then = aRehearsal();
      Object.assign(then.coverage, { about: coverage.about });
      then.coverage.agenda.clear();
      for (const [id, item] of coverage.agenda) then.coverage.agenda.set(id, { ...item });
      for (const { seq, at: when, change } of records.slice(0, cut))
        evolve(then.coverage, { seq, at: when, change });
      const page: PublicCoverage = publicCoverage(then.coverage, print);
      for (const change of changes.slice(cut)) evolve<PublicEntry, PublicItem>(page, change);
      expect(page.head).toBe(head);
      expect(page.status).toBe(now.status);
      expect(page.entries).toEqual(now.entries);
      expect(page.currentItemId).toBe(now.currentItemId);
    }
  });
});

it('[E2] [I8] the item that goes on is the same for who caught up, whatever was begun, taken back and removed', () => {
  const { coverage, records, tell } = aLife();
  const page = publicCoverage(coverage, print);
  const [a, b, c] = ['9h00', '10h00', '11h00'].map((hour) => anItem(hour, `Mục ${hour}`)) as [
    AgendaItemDraft,
    AgendaItemDraft,
    AgendaItemDraft,
  ];
  for (const item of [a, b, c]) tell({ kind: 'add-agenda-item', item });
  tell({ kind: 'start-agenda-item', itemId: c.id, at: at('9h30') });
  tell({ kind: 'start-agenda-item', itemId: a.id, at: at('9h20') });
  tell({ kind: 'start-agenda-item', itemId: b.id, at: at('9h40') });
  expect(coverage.currentItemId).toBe(b.id);
  tell({ kind: 'revise-agenda-item', item: b, startedAt: null });
  tell({ kind: 'remove-agenda-item', itemId: b.id });
  expect(coverage.currentItemId).toBe(c.id);
  tell({ kind: 'start-agenda-item', itemId: a.id });
  expect(coverage.currentItemId).toBe(a.id);
  tell({ kind: 'start-agenda-item', itemId: c.id });
  expect(coverage.currentItemId).toBe(c.id);
  tell({ kind: 'revise-agenda-item', item: c, startedAt: null });
  expect(coverage.currentItemId).toBe(a.id);
  tell({ kind: 'start-agenda-item', itemId: c.id, at: at('9h30') });
  expect(coverage.currentItemId).toBe(a.id);
  expect(coverage.currentItemId).toBe(a.id);
  for (const record of records.filter(({ seq }) => seq > page.head))
    evolve<PublicEntry, PublicItem>(page, publicChange(record, coverage, print));
  expect(page.currentItemId).toBe(coverage.currentItemId);
});

describe('[6] evolve', () => {
  it('steps over a change that is not for this view', () => {
    const coverage = blankCoverage('c', 'e');
    evolve(coverage, { seq: 1, at: at('8h00'), change: { kind: 'withheld' } });
    expect(coverage).toMatchObject({ head: 1 });
    expect(coverage).not.toHaveProperty('updatedAt');
  });
});
