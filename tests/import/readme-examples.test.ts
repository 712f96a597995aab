import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDocument } from '#import/document-draft.ts';
import { readProgramme } from '#import/programme.ts';
import { recognise } from '#import/recognise.ts';
import { draftOf } from './a-page.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const section = readme.slice(readme.indexOf('**What an import reads**'));
const [page = '', paper = '', programme = ''] = [...section.matchAll(/^```text\n(.*?)^```$/gmsu)].map(
  ([, text]) => text,
);

test('the page of the README is understood as it says', () => {
  expect(recognise(page)).toBe('coverage');
  const { about, items, entries, doubts } = draftOf(page);
  expect(about).toMatchObject({ title: page.split('\n')[0], date: { iso: '2025-03-05' } });
  expect(about.byline).toHaveLength(2);
  expect(items).toHaveLength(1);
  expect(entries.map(({ kind }) => kind)).toEqual(['statement', 'photo']);
  expect(doubts.map(({ code }) => code)).not.toContain('title-joined');
});

test('the paper of the README is understood as it says', () => {
  expect(recognise(paper)).toBe('document');
  expect(readDocument(paper)).toMatchObject({
    type: 'KẾ HOẠCH',
    titleLines: [paper.split('\n')[1]],
    sections: [{ label: 'I.', heading: [{ text: 'MỤC ĐÍCH' }] }],
    footnotes: [{ mark: '(1)' }],
    recipients: [{ text: 'Các bản.' }],
    signature: { name: 'Giàng A Páo' },
    doubts: [],
  });
});

test('the programme of the README is understood as it says', () => {
  expect(readProgramme(programme, { day: '2026-11-22', today: '2026-11-22' })).toMatchObject({
    title: programme.split('\n')[0],
    venues: ['Nhà Văn hóa huyện'],
    items: [
      { day: '2025-03-05', printed: '8h00' },
      { day: '2025-03-05', printed: '8h15' },
    ],
    doubts: [],
  });
});
