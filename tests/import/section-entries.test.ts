import { describe, expect, test } from 'vitest';
import type { CoverageDraft } from '#import/coverage-shape.ts';
import { readDocument } from '#import/document-draft.ts';
import { codes, draftOf, LONG, page, read } from './a-page.ts';

const briefly = ({ entries }: CoverageDraft) =>
  entries.map(({ kind, blocks }) => [kind, ...blocks.map((b) => (b.type === 'figure' ? b.kind : 'text'))]);

describe('captions and statements', () => {
  const PORTRAIT = 'Giám đốc Sở Rừng và Nước Bế Văn Thông.';
  const STATEMENT = `Đồng chí Bế Văn Thông, Ủy viên Hội đồng, Giám đốc Sở Rừng và Nước cho biết, ${LONG}`;

  test('a portrait joins the statement of the speaker it names, before or after it', () => {
    for (const order of [
      [PORTRAIT, STATEMENT],
      [STATEMENT, PORTRAIT],
    ]) {
      const draft = draftOf(page('9h00: Thảo luận', ...order));
      expect(briefly(draft)).toEqual([
        order[0] === PORTRAIT ? ['statement', 'portrait', 'text'] : ['statement', 'text', 'portrait'],
      ]);
      expect(draft.speakers).toEqual([
        {
          name: 'Bế Văn Thông',
          honorific: 'Đồng chí',
          title: 'Ủy viên Hội đồng, Giám đốc Sở Rừng và Nước',
          shortTitle: 'Giám đốc Sở Rừng và Nước',
        },
      ]);
    }
  });

  test('a statement settles where the name in its portrait begins', () => {
    const draft = draftOf(
      page(
        '9h00: Thảo luận',
        'Chủ tịch UBND huyện Núi Dương Giáp Văn Lộc.',
        `Đồng chí Giáp Văn Lộc, Chủ tịch UBND huyện Núi Dương đề nghị: ${LONG}`,
      ),
    );
    expect(briefly(draft)).toEqual([['statement', 'portrait', 'text']]);
    expect(draft.persons).toEqual(['Giáp Văn Lộc']);
  });

  test('a portrait of somebody who does not speak is a photo, and asks', () => {
    const draft = draftOf(page('9h00: Thảo luận', PORTRAIT));
    expect(briefly(draft)).toEqual([['photo', 'portrait']]);
    expect(codes(draft)).toContain('portrait-without-statement');
  });

  test('a statement without a portrait is whole, and asks', () => {
    const draft = draftOf(page('9h00: Thảo luận', STATEMENT));
    expect(briefly(draft)).toEqual([['statement', 'text']]);
    expect(codes(draft)).toContain('statement-without-portrait');
  });

  test('a venue caption is a photo entry of its own and names a venue', () => {
    const draft = draftOf(page('8h00: Khai mạc', LONG, 'Điểm cầu Bến\u00a0Lau.'));
    expect(draft.entries[1]).toMatchObject({ kind: 'photo', venue: 'Bến Lau' });
    expect(draft.entries[1]?.blocks[0]).toMatchObject({ caption: 'Điểm cầu Bến\u00a0Lau.', kind: 'venue' });
    expect(draft.about.venues).toEqual([
      { name: 'Nhà Văn hóa', kind: 'main' },
      { name: 'Bến Lau', kind: 'remote' },
    ]);
  });

  test('a caption of two lines keeps its break; a paragraph broken by its setter does not', () => {
    const half = LONG.indexOf(' ', 80);
    const broken = `${LONG.slice(0, half)}\n${LONG.slice(half + 1)}`;
    const draft = draftOf(
      page(
        '10h00: Khen thưởng',
        'Lãnh đạo tỉnh trao cờ thi đua cho Tổ giữ rừng số 4,\nhuyện Bến Lau.',
        broken,
      ),
    );
    expect(draft.entries[0]?.blocks[0]).toMatchObject({ caption: expect.stringContaining(',\nhuyện') });
    expect(draft.entries[1]?.blocks[0]).toEqual({ type: 'paragraph', runs: [{ text: LONG }] });
  });

  test('a short line about somebody who acts is a photo, and asks whether it is text', () => {
    const draft = draftOf(page('8h15: Báo cáo', 'Đồng chí Chánh Văn phòng trình bày báo cáo.', LONG));
    expect(briefly(draft)).toEqual([
      ['photo', 'scene'],
      ['report', 'text'],
    ]);
    expect(draft.doubts).toContainEqual(
      expect.objectContaining({ line: 7, code: 'caption-or-text', params: { as: 'photo' } }),
    );
  });

  test('a line that names who took the photo is a caption, whatever it says', () => {
    for (const line of [
      'Bà Giàng Thị Mỷ tại hội thảo. Ảnh: Mây Trắng',
      'Ông Giàng A Páo phát biểu khai mạc. (Ảnh: Mây Trắng)',
      'Lớp học bên suối. Nước dâng từ sáng. Ảnh: Báo Lâm Sơn/M.T',
    ]) {
      const draft = draftOf(page('8h15: Báo cáo', line, LONG));
      expect(briefly(draft)).toEqual([
        ['photo', 'scene'],
        ['report', 'text'],
      ]);
      expect(draft.doubts.filter((doubt) => doubt.line === 7)).toEqual([]);
    }
    expect(briefly(draftOf(page('8h15: Báo cáo', 'Hình ảnh: Một ngày ở bản.', LONG)))[0]).toEqual([
      'report',
      'text',
    ]);
  });

  test('a credit behind the person makes a portrait, behind a venue a photo of the venue', () => {
    const draft = draftOf(
      page('9h00: Thảo luận', 'Điểm cầu Bến Lau. Ảnh: Mây Trắng', `${PORTRAIT} Ảnh: Mây Trắng`, STATEMENT),
    );
    expect(briefly(draft)).toEqual([
      ['photo', 'venue'],
      ['statement', 'portrait', 'text'],
    ]);
  });

  test('a credit on the next line tells that the line above is a caption', () => {
    const draft = draftOf(page('8h15: Báo cáo', 'Thầy trò đọc sách dưới gốc gạo.', 'Ảnh: Mây Trắng', LONG));
    expect(draft.entries[0]?.blocks).toMatchObject([
      { type: 'figure', caption: 'Thầy trò đọc sách dưới gốc gạo.\nẢnh: Mây Trắng' },
    ]);
    expect(briefly(draft)).toHaveLength(2);
  });

  test('a short line that nothing shows to be a caption is text, and asks', () => {
    for (const line of [
      'Phiên họp tan lúc 9h30.',
      'Ông Giàng A Páo nói rằng năm nay được mùa ngô, nhà nào cũng đủ ăn.',
      'Các bản vùng cao còn thiếu nước.',
      'Các đại biểu nhất trí với dự thảo.',
    ]) {
      const draft = draftOf(page('11h00: Bế mạc', line));
      expect(draft.entries.map(({ blocks }) => blocks.map(({ type }) => type))).toEqual([['paragraph']]);
      expect(draft.doubts).toContainEqual(
        expect.objectContaining({ line: 7, code: 'caption-or-text', params: { as: 'text' } }),
      );
    }
  });

  test('a name may have a word of one letter', () => {
    const draft = draftOf(page('9h00: Thảo luận', `Ông Giàng A Páo cho biết, ${LONG}`));
    expect(draft.entries[0]?.speaker).toEqual({ name: 'Giàng A Páo', honorific: 'Ông' });
  });

  test('a line of a list does not ask whether it is a caption', () => {
    const draft = draftOf(page('9h00: Thảo luận', '- Trồng cây.\n- Mở đường.'));
    expect(codes(draft)).not.toContain('caption-or-text');
  });

  test('a caption that ends in a credit ends there, also right above a paragraph', () => {
    const draft = draftOf(page('8h15: Báo cáo', `Bến Lau sáng nay. Ảnh: Mây Trắng\n${LONG}`));
    expect(briefly(draft)).toEqual([
      ['photo', 'scene'],
      ['report', 'text'],
    ]);
  });

  test('a short line that hands words on is text, and asks whether it is a caption', () => {
    const draft = draftOf(
      page('9h00: Thảo luận', 'Đồng chí Bế Văn Thông, Giám đốc Sở Rừng và Nước đề nghị tăng tuần tra.'),
    );
    expect(briefly(draft)).toEqual([['statement', 'text']]);
    expect(draft.doubts).toContainEqual(
      expect.objectContaining({ code: 'caption-or-text', params: { as: 'text' } }),
    );
  });

  test('a role may speak without a name', () => {
    const draft = draftOf(page('11h00: Bế mạc', `Đồng chí Chủ tịch Hội đồng kêu gọi, ${LONG}`));
    expect(draft.entries[0]?.speaker).toEqual({ honorific: 'Đồng chí', title: 'Chủ tịch Hội đồng' });
  });

  test('what the chair says to open a discussion is a note of the chair', () => {
    const draft = draftOf(
      page('9h00: Thảo luận', `Gợi ý thảo luận, đồng chí Chủ tịch Hội đồng Lò Thị Mây đề nghị, ${LONG}`),
    );
    expect(draft.entries[0]).toMatchObject({ kind: 'note', speaker: { name: 'Lò Thị Mây' } });
  });

  test('a paragraph that only says “Đồng chí” right behind a statement belongs to it, and asks', () => {
    const draft = draftOf(page('9h00: Thảo luận', STATEMENT, `Đồng chí cũng đề nghị, ${LONG}`));
    expect(briefly(draft)).toEqual([['statement', 'text', 'text']]);
    expect(codes(draft)).toContain('joined-to-statement');
  });

  test('an unsigned paragraph behind a statement asks whose words it holds', () => {
    const draft = draftOf(page('9h00: Thảo luận', STATEMENT, LONG));
    expect(draft.entries[1]).toMatchObject({ kind: 'note' });
    expect(draft.entries[1]).not.toHaveProperty('speaker');
    expect(codes(draft)).toContain('whose-words');
  });

  test('the lines of a list stay with the paragraph that announces it', () => {
    const draft = draftOf(page('8h15: Báo cáo', `${LONG}\n- Giữ rừng\n- Mở đường`));
    expect(briefly(draft)).toEqual([['report', 'text', 'text', 'text']]);
  });

  test('a line of credit is a further line of its caption', () => {
    const draft = draftOf(page('8h00: Khai mạc', 'Quang cảnh hội nghị.', 'Ảnh: Mây Trắng', LONG));
    expect(draft.entries[0]?.blocks[0]).toMatchObject({ caption: 'Quang cảnh hội nghị.\nẢnh: Mây Trắng' });
  });

  test('an award is an award entry, however short', () => {
    const draft = draftOf(page('10h00: Khen thưởng', 'Trao cờ thi đua cho Tổ giữ rừng số 4.'));
    expect(briefly(draft)).toEqual([['award', 'text']]);
  });
});

test('a text made to take long does not', { timeout: 5_000 }, () => {
  const pieces = [
    'Giám đốc Sở ',
    'Lò Mây ',
    'đồng chí ',
    ' ',
    '<a',
    '.”',
    '*a ',
    'điểm cầu Bến ',
    '; Lò Mây',
  ];
  for (const piece of pieces) {
    const text = page('8h00: Khai mạc', `x${piece.repeat(60_000 / piece.length)}x`);
    expect(read(text)).toMatchObject({ ok: false, line: 7, code: 'too-long' });
    expect(readDocument(text)).toMatchObject({ ok: true });
  }
});

test('a page of three thousand statements is read at once', { timeout: 5_000 }, () => {
  const statement = (_: unknown, index: number): string =>
    `Đồng chí Lò Thị Mây, Giám đốc Sở Rừng đề nghị trồng thêm cây số ${index}.\n\nGiám đốc Sở Rừng Lò Thị Mây.`;
  const draft = read(page('9h00: Thảo luận', ...Array.from({ length: 3_000 }, statement)));
  expect(draft.ok && draft.entries.length).toBe(3_000);
});
