import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { coverageCommands } from '#import/coverage-commands.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import { recognise } from '#import/recognise.ts';
import { freeSlug, slugOf } from '#import/slug.ts';
import { readCommand } from '#server/newsroom/command-schema.ts';

const NOW = '2026-11-22T15:00:00.000Z';

const PAGE = [
  'Đại hội Hợp tác xã Bến Lau lần thứ 2',
  'Sáng 5-3-2025, đại hội khai mạc.',
  'Bà con về dự từ sớm, mang theo gạo mới và mật ong đầu mùa để biếu nhau, sân hội chật người từ lúc trời còn sương mù. Trống hội vang khắp bản.',
  '9h00: Bế mạc',
  'Quang cảnh bế mạc.',
  '8h00: Khai mạc',
  'Toàn cảnh hội trường.',
].join('\n\n');

function commands() {
  const draft = readCoverage(PAGE, { now: NOW });
  if (!draft.ok) throw new Error(draft.code);
  return coverageCommands(draft, {
    newId: () => v7(),
    coverageId: v7(),
    slug: 'dai-hoi',
    now: NOW,
  });
}

test('a page becomes: create, open, each item begun before its entries, close', () => {
  expect(commands().map((command) => command.kind)).toEqual([
    'create-coverage',
    'open-coverage',
    'post-entry',
    'start-agenda-item',
    'post-entry',
    'start-agenda-item',
    'post-entry',
    'close-coverage',
  ]);
});

test('entries happen at the hour of their item, in UTC, and say that it is inferred', () => {
  const posts = commands().filter((command) => command.kind === 'post-entry');
  expect(posts.map((post) => [post.at, post.atInferred, post.itemId === null])).toEqual([
    ['2025-03-05T01:00:00.000Z', true, true],
    ['2025-03-05T01:00:00.000Z', true, false],
    ['2025-03-05T02:00:00.000Z', true, false],
  ]);
});

test('a figure without a picture has neither credit nor alternative text, so that readers see its caption', () => {
  const figures = commands().flatMap((command) =>
    command.kind === 'post-entry' ? command.content.blocks.filter((block) => block.type === 'figure') : [],
  );
  expect(figures).toHaveLength(2);
  for (const figure of figures) {
    expect(figure).not.toHaveProperty('credit');
    expect(figure).not.toHaveProperty('alt');
  }
});

test('the newsroom’s door takes every command as it stands', () => {
  for (const command of commands()) expect(readCommand(command)).toEqual(command);
});

test('a slug folds Vietnamese letters, ends at a word, and steps aside for one that is taken', () => {
  expect(slugOf('Đại hội Đường sắt lần thứ 2: “Ủy viên”')).toBe('dai-hoi-duong-sat-lan-thu-2-uy-vien');
  expect(slugOf('đường '.repeat(40)).length).toBeLessThanOrEqual(100);
  expect(slugOf('đường '.repeat(40))).toMatch(/duong$/u);
  const taken = new Set(['dai-hoi', 'dai-hoi-2']);
  expect(freeSlug('Đại hội', (slug) => taken.has(slug))).toBe('dai-hoi-3');
  expect(freeSlug('…', () => false)).toBe('khong-ten');
});

test('a text is told by what it looks like', () => {
  expect(recognise(PAGE)).toBe('coverage');
  expect(recognise('KẾT LUẬN\n\nI- Một\n\nGiữ rừng.')).toBe('document');
  expect(recognise('\n\nGiữ rừng.')).toEqual({ ok: false, line: 3, code: 'unrecognised', params: {} });
  expect(recognise('')).toMatchObject({ ok: false, code: 'empty' });
});
