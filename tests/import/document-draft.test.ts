import { describe, expect, test } from 'vitest';
import { textOfBlock, textOfRuns } from '#domain/block.ts';
import { missingParts } from '#domain/document.ts';
import { documentFrom, readDocument } from '#import/document-draft.ts';
import type { DocumentDraft } from '#import/document-shape.ts';
import { findReferences } from '#import/references.ts';
import { keptOfPaper } from './lines-kept.ts';

function draftOf(text: string): DocumentDraft {
  const draft = readDocument(text);
  if (!draft.ok) throw new Error(`line ${draft.line}: ${draft.code}`);
  const kept = keptOfPaper(text, draft);
  expect(kept.map((piece) => piece.draft)).toEqual(kept.map((piece) => piece.source));
  return draft;
}

const paper = (...paragraphs: string[]): string =>
  ['THÔNG BÁO', 'Hội đồng tư vấn tỉnh Lâm Sơn họp và thống nhất:', ...paragraphs].join('\n\n');
const codes = (draft: DocumentDraft): string[] => draft.doubts.map((doubt) => doubt.code);
const words = (draft: DocumentDraft, section = 0): string[] =>
  (draft.sections[section]?.blocks ?? []).map((block) =>
    block.type === 'paragraph' ? textOfRuns(block.runs) : '',
  );

describe('the head of a paper', () => {
  const FULL = [
    'HỘI ĐỒNG TƯ VẤN TỈNH LÂM SƠN',
    '*',
    'Số 12-TB/HĐ',
    'ĐẢNG CỘNG SẢN VIỆT NAM',
    'Lâm Sơn, ngày 6 tháng 3 năm 2025',
    '',
    'THÔNG BÁO',
    'Kết quả phiên họp lần thứ 3',
    '',
    'Ngày 5/3/2025, Hội đồng tư vấn tỉnh họp phiên thứ ba.',
    '',
    'I- Về giữ rừng',
    '',
    'Giữ nguyên diện tích.',
  ];

  test('every printed part is found, and nothing is missing but the signature', () => {
    const draft = draftOf(FULL.join('\n'));
    expect(draft).toMatchObject({
      header: 'ĐẢNG CỘNG SẢN VIỆT NAM',
      issuingBody: 'HỘI ĐỒNG TƯ VẤN TỈNH LÂM SƠN',
      number: '12-TB/HĐ',
      place: 'Lâm Sơn',
      issuedOn: { printed: 'ngày 6 tháng 3 năm 2025', iso: '2025-03-06' },
      type: 'THÔNG BÁO',
      titleLines: ['Kết quả phiên họp lần thứ 3'],
    });
    const document = documentFrom(draft, { id: 'a', slug: 'b', publishedAt: '2026-11-22T03:00:00.000Z' });
    expect(missingParts(document)).toEqual(['signature']);
  });

  test('the day that opens the preamble is the conference’s, not that of issue', () => {
    const draft = draftOf(FULL.slice(6).join('\n'));
    expect(draft.issuedOn).toBeNull();
    expect(draft.conference.date).toEqual({ printed: '5/3/2025', iso: '2025-03-05' });
  });

  test('issuer and nation side by side on one line are told apart', () => {
    const draft = draftOf(
      [
        'UBND TỈNH LÂM SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Số: 12/KH-UBND      Độc lập - Tự do - Hạnh phúc',
        '\tLâm Sơn, ngày 6 tháng 3 năm 2025',
        'KẾ HOẠCH',
        'Giữ rừng đầu nguồn',
        '',
        'Giữ nguyên diện tích.',
      ].join('\n'),
    );
    expect(draft).toMatchObject({
      header: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc',
      issuingBody: 'UBND TỈNH LÂM SƠN',
      number: '12/KH-UBND',
      place: 'Lâm Sơn',
      titleLines: ['Giữ rừng đầu nguồn'],
    });
  });

  test('the nation’s name broken in a narrow column is one line again', () => {
    const draft = draftOf(
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do\n- Hạnh phúc\nKẾ HOẠCH\n\nGiữ rừng.',
    );
    expect(draft.header).toBe('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc');
  });

  test('a preamble right below the title is no title', () => {
    const draft = draftOf(
      'KẾ HOẠCH\nGiữ rừng đầu nguồn\nThực hiện lời dặn của các bản,\nHội đồng quyết nghị.',
    );
    expect(draft.titleLines).toEqual(['Giữ rừng đầu nguồn']);
    expect(draft.preamble).toHaveLength(1);
  });

  test('a rule drawn with signs is set aside, and asks', () => {
    expect(codes(draftOf(FULL.join('\n')))).toContain('set-aside');
  });

  test('a paper without a type asks', () => {
    expect(codes(draftOf('I- Về giữ rừng\n\nGiữ nguyên diện tích.'))).toContain('type-missing');
  });
});

describe('sections', () => {
  test('keep their labels as printed and nest by them', () => {
    const draft = draftOf(
      paper('I- Việc chung', '1- Giữ rừng.', '1.1- Trồng mới.', '2. Mở đường.', 'II. Việc riêng'),
    );
    expect(draft.sections.map((section) => section.label)).toEqual(['I-', 'II.']);
    expect(draft.sections[0]?.sections.map((section) => section.label)).toEqual(['1-', '2.']);
    expect(draft.sections[0]?.sections[0]?.sections[0]?.label).toBe('1.1-');
  });

  test('an anchor that is taken stands behind its parent’s', () => {
    const draft = draftOf(paper('I- Một', '1- Giữ rừng.', 'II- Hai', '1- Mở đường.'));
    expect(draft.sections.map((section) => section.sections[0]?.anchor)).toEqual(['muc-1', 'muc-ii-1']);
  });

  test('a heading that runs on into a sentence leaves all its words in the text', () => {
    const draft = draftOf(paper('I- Hội đồng đã bàn: việc giữ rừng; việc mở đường.', 'Giao các huyện.'));
    expect(draft.sections[0]?.heading).toEqual([]);
    expect(words(draft)).toEqual(['Hội đồng đã bàn: việc giữ rừng; việc mở đường.', 'Giao các huyện.']);
  });

  test('a printed dash stays', () => {
    expect(words(draftOf(paper('I- Việc', '- Giữ rừng.\n- Mở đường.')))).toEqual([
      '- Giữ rừng.',
      '- Mở đường.',
    ]);
  });

  test('a number in running text is no label', () => {
    expect(words(draftOf(paper('I- Việc', '12.500 cây đã trồng.')))).toEqual(['12.500 cây đã trồng.']);
  });

  test('a label that skips one asks', () => {
    expect(codes(draftOf(paper('I- Một', 'Giữ rừng.', 'III- Ba', 'Mở đường.')))).toContain(
      'label-out-of-order',
    );
  });
});

describe('a paper with single line breaks', () => {
  const SINGLE = [
    'UBND TỈNH LÂM SƠN',
    'Số: 12/KH-UBND',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'Lâm Sơn, ngày 6 tháng 3 năm 2025',
    'KẾ HOẠCH',
    'Giữ rừng đầu nguồn năm 2025',
    'Thực hiện lời dặn của các bản, UBND tỉnh đặt kế hoạch như sau:',
    'I. MỤC ĐÍCH, YÊU CẦU',
    '1. Mục đích',
    'Mỗi bản giữ một cánh rừng (1).',
    '2. Yêu cầu',
    'a) Không chặt cây non.',
    'b) Ghi sổ từng gốc',
    'Mỗi quý kiểm lại một lần.',
    'II. TỔ CHỨC THỰC HIỆN',
    'Hạt Kiểm lâm chủ trì.',
    '(1) Không kể vườn nhà.',
    'Nơi nhận:',
    '- Các bản;',
    '- Lưu: VT.',
    'TM. ỦY BAN NHÂN DÂN',
    'CHỦ TỊCH',
    'Giàng A Páo',
  ];

  test('keeps headings and the text under them apart', () => {
    const draft = draftOf(SINGLE.join('\n'));
    const [first, second] = draft.sections;
    const heading = (section: (typeof draft.sections)[number] | undefined) =>
      `${section?.label} ${textOfRuns(section?.heading ?? [])}`;
    expect([first, ...(first?.sections ?? []), second].map(heading)).toEqual([
      'I. MỤC ĐÍCH, YÊU CẦU',
      '1. Mục đích',
      '2. Yêu cầu',
      'II. TỔ CHỨC THỰC HIỆN',
    ]);
    expect(words(draft, 1)).toEqual(['Hạt Kiểm lâm chủ trì.']);
    expect(first?.sections.map(({ blocks }) => blocks.map(textOfBlock))).toEqual([
      ['Mỗi bản giữ một cánh rừng (1).'],
      ['a) Không chặt cây non.', 'b) Ghi sổ từng gốc', 'Mỗi quý kiểm lại một lần.'],
    ]);
    expect(draft.doubts.map(({ line, code }) => [line, code])).toEqual([[15, 'maybe-cut']]);
  });

  test('lifts a footnote in brackets that hangs at its mark', () => {
    const draft = draftOf(SINGLE.join('\n'));
    expect(draft.footnotes).toEqual([{ mark: '(1)', number: 1, runs: [{ text: 'Không kể vườn nhà.' }] }]);
    expect(draft.sections[0]?.sections[0]?.blocks[0]).toMatchObject({
      runs: [{ text: 'Mỗi bản giữ một cánh rừng ' }, { text: '(1)', note: '(1)' }, { text: '.' }],
    });
  });

  test('a footnote under the signature is lifted too, and the signer may have a name of one letter', () => {
    const note = SINGLE[17] ?? '';
    const draft = draftOf([...SINGLE.filter((line) => line !== note), note].join('\n'));
    expect(draft.footnotes).toHaveLength(1);
    expect(draft.signature).toEqual({
      authority: 'TM. ỦY BAN NHÂN DÂN',
      position: 'CHỦ TỊCH',
      name: 'Giàng A Páo',
    });
  });

  test('what may be a footnote, or lacks one, asks', () => {
    const asked = (...lines: string[]) =>
      draftOf(paper('I- Việc', ...lines)).doubts.map(({ line, code }) => [line, code]);
    expect(asked('Giữ rừng (1).').slice(0, 1)).toEqual([[7, 'anchor-without-note']]);
    expect(asked('Giữ rừng.', '(1) Không kể vườn nhà.').slice(0, 1)).toEqual([[9, 'note-or-text']]);
    expect(asked('Giữ rừng1.', '1 Không kể vườn nhà.').slice(0, 1)).toEqual([[9, 'note-or-text']]);
    const listed = asked('Hai việc: (1) giữ rừng; (2) mở đường.').map(([, code]) => code);
    expect(listed).not.toContain('anchor-without-note');
  });

  test('lines that were broken at the margin are whole again', () => {
    const draft = draftOf(
      paper(
        'I- Việc',
        [
          'Hội đồng thống nhất giao các bản ở đầu nguồn trông coi những',
          'cánh rừng đã khoanh nuôi từ năm trước, cùng với Hạt Kiểm lâm',
          'Bến Lau tuần tra mỗi tháng hai lần và ghi sổ từng chuyến',
          'Các bản họp vào ngày rằm',
          'Sổ để ở nhà văn hóa.',
        ].join('\n'),
      ),
    );
    expect(words(draft).map((text) => text.split(' ', 2).join(' '))).toEqual([
      'Hội đồng',
      'Các bản',
      'Sổ để',
    ]);
    expect(draft.doubts.filter(({ code }) => code === 'lines-joined')).toMatchObject([{ line: 9 }]);
    expect(draft.doubts.filter(({ code }) => code === 'maybe-cut')).toHaveLength(2);
  });

  test('a heading in capitals may go on in capitals', () => {
    const draft = draftOf(paper('I. MỤC ĐÍCH\nVÀ YÊU CẦU\nGiữ rừng.'));
    expect(textOfRuns(draft.sections[0]?.heading ?? [])).toBe('MỤC ĐÍCH VÀ YÊU CẦU');
    expect(words(draft)).toEqual(['Giữ rừng.']);
  });
});

describe('pages', () => {
  test('a sentence cut by a footnote is whole again, the note hangs at its mark', () => {
    const draft = draftOf(
      paper('I- Việc', 'Trồng 120 ha¹ rừng và sửa hai', '¹ Kể cả cây phân tán.', 'cây cầu treo.'),
    );
    expect(words(draft)).toEqual(['Trồng 120 ha¹ rừng và sửa hai cây cầu treo.']);
    expect(draft.sections[0]?.blocks[0]).toMatchObject({
      runs: [{ text: 'Trồng 120 ha' }, { text: '¹', note: '¹' }, { text: ' rừng và sửa hai cây cầu treo.' }],
    });
    expect(draft.footnotes).toEqual([{ mark: '¹', number: 1, runs: [{ text: 'Kể cả cây phân tán.' }] }]);
    expect(draft.doubts).toContainEqual(
      expect.objectContaining({
        line: 11,
        code: 'rejoined',
        params: expect.objectContaining({ from: 7, to: 11 }),
      }),
    );
  });

  test('a page number between the halves is set aside', () => {
    const draft = draftOf(paper('I- Việc', 'Sửa hai', '- 2 -', 'cây cầu treo.'));
    expect(words(draft)).toEqual(['Sửa hai cây cầu treo.']);
    expect(codes(draft)).toEqual(expect.arrayContaining(['rejoined', 'set-aside']));
  });

  test('a cut that cannot be told from a new paragraph is left, and asks', () => {
    const draft = draftOf(paper('I- Việc', 'Sửa cầu ở huyện', 'Bến Lau trong năm.'));
    expect(words(draft)).toHaveLength(2);
    expect(codes(draft)).toContain('maybe-cut');
  });

  test('a square metre is no footnote, a footnote without its mark asks', () => {
    const draft = draftOf(paper('I- Việc', 'Xây 50 m² nhà.', '² Nhà sàn.'));
    expect(draft.sections[0]?.blocks[0]).toMatchObject({ runs: [{ text: 'Xây 50 m² nhà.' }] });
    expect(codes(draft)).toContain('note-without-anchor');
  });
});

describe('marks of the typist', () => {
  test('one asterisk makes italic, two make bold, a lonely one stays and asks', () => {
    const draft = draftOf(paper('I- Việc', 'Về *giữ rừng* và **mở đường**, 3 * 4 bản.'));
    expect(draft.sections[0]?.blocks[0]).toMatchObject({
      runs: [
        { text: 'Về ' },
        { text: 'giữ rừng', italic: true },
        { text: ' và ' },
        { text: 'mở đường', bold: true },
        { text: ', 3 * 4 bản.' },
      ],
    });
    expect(codes(draft)).toContain('unpaired-asterisk');
  });
});

describe('the end of a paper', () => {
  test('recipients lose their dash, the filed copy is known, the signature is three parts', () => {
    const draft = draftOf(
      paper(
        'I- Việc',
        'Giữ rừng.',
        'Nơi nhận:',
        '- Các huyện,\n- Lưu Văn phòng.',
        '**T/M HỘI ĐỒNG\nPHÓ CHỦ TỊCH**',
        'Lò Thị Mây',
      ),
    );
    expect(draft.recipients).toEqual([{ text: 'Các huyện,' }, { text: 'Lưu Văn phòng.', filing: true }]);
    expect(draft.signature).toEqual({
      authority: 'T/M HỘI ĐỒNG',
      position: 'PHÓ CHỦ TỊCH',
      name: 'Lò Thị Mây',
    });
  });

  test('the signature may stand before the recipients', () => {
    const draft = draftOf(
      paper('I- Việc', 'Giữ rừng.', 'TM. HỘI ĐỒNG', 'CHỦ TỊCH', 'BẾ VĂN THÔNG', 'Nơi nhận:', '- Các huyện.'),
    );
    expect(draft.signature?.name).toBe('BẾ VĂN THÔNG');
    expect(draft.recipients).toHaveLength(1);
  });

  test('words behind the signature stay in the text, and ask', () => {
    const draft = draftOf(
      paper('I- Việc', 'Giữ rừng.', 'TM. HỘI ĐỒNG', 'CHỦ TỊCH', '(Đã ký)', 'Bế Văn Thông'),
    );
    expect(words(draft)).toEqual(['Giữ rừng.', '(Đã ký)']);
    expect(codes(draft)).toContain('unplaced');
  });
});

test('numbered papers are found with number, symbol and date', () => {
  expect(
    findReferences('theo Kế hoạch số 07-KH/HĐ ngày 1/2/2025 và Quyết định số 3-QĐ/LS, số 20 bản'),
  ).toEqual([
    { printed: 'số 07-KH/HĐ ngày 1/2/2025', number: 7, symbol: 'KH/HĐ', date: '1/2/2025' },
    { printed: 'số 3-QĐ/LS', number: 3, symbol: 'QĐ/LS' },
  ]);
});

test.each([
  ['an empty text', '\n\n', { line: 1, code: 'empty' }],
  ['markup', 'THÔNG BÁO\n\nGiữ <i>rừng</i>.', { line: 3, code: 'markup' }],
  ['a head without a text', 'THÔNG BÁO', { line: 1, code: 'unrecognised' }],
])('%s is a fault with line and reason', (_, text, expected) => {
  expect(readDocument(text)).toMatchObject({ ok: false, ...expected });
});
