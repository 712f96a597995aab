import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '#domain/document.ts';
import { readerWords } from '#i18n/words.ts';
import { paperHeadHtml, paperTextHtml } from '#render/document.ts';
import { printDay } from '#render/time.ts';

const paper: OfficialDocument = {
  v: 1,
  id: 'paper-1',
  slug: 'ket-luan',
  language: 'vi',
  type: 'KẾT LUẬN',
  titleLines: ['HỘI NGHỊ TỈNH LÂM SƠN'],
  header: null,
  issuingBody: null,
  number: null,
  place: null,
  issuedOn: null,
  preamble: [
    {
      type: 'paragraph',
      runs: [{ text: 'Hội nghị thống nhất' }, { text: '¹', note: '¹' }, { text: ' như sau:' }],
    },
  ],
  sections: [
    {
      label: 'I-',
      anchor: 'muc-i',
      heading: [{ text: 'Về rừng' }],
      blocks: [],
      sections: [
        {
          label: '1.1-',
          anchor: 'muc-1-1',
          heading: [],
          blocks: [{ type: 'paragraph', runs: [{ text: 'Giữ rừng đầu nguồn.' }] }],
          sections: [],
        },
      ],
    },
  ],
  footnotes: [{ mark: '¹', number: 1, runs: [{ text: 'Biên bản <số> 3.' }] }],
  recipients: [{ text: 'Các sở,' }, { text: 'Lưu Văn phòng.', filing: true }],
  signature: { authority: 'T/M BAN CHỈ ĐẠO', position: 'TRƯỞNG BAN', name: 'Hà Thu Mây' },
  conferenceIds: [],
  related: [],
  publishedAt: '2026-03-12T05:00:00.000Z',
};

const options = { words: readerWords('vi'), printDay: (day: string) => printDay(day, 'vi') };
const printed = (other: OfficialDocument): string =>
  `${paperHeadHtml(other, options)}${paperTextHtml(other, options)}`;
const made = printed(paper);

describe('an official paper', () => {
  it('links a footnote there and back', () => {
    expect(made).toContain('href="#cn-1" id="cn-1-ve" aria-label="Chú thích ¹">¹</a>');
    expect(made).toMatch(/<p id="cn-1">.*Biên bản &lt;số&gt; 3\..*href="#cn-1-ve"/u);
  });

  it('tells what the source lacks in one line at the end of its head, and invents nothing', () => {
    expect(made).toMatch(
      /<\/h1><p class="missing">Bản nguồn không ghi: tiêu đề đầu trang, cơ quan ban hành, số văn bản, nơi ban hành, ngày ban hành\.<\/p><\/header>/u,
    );
    const more = printed({ ...paper, signature: null, issuingBody: 'BAN CHỈ ĐẠO', place: 'Lâm Sơn' });
    expect(more).toMatch(/<p>BAN CHỈ ĐẠO<\/p>.*<p class="paper-date">Lâm Sơn<\/p>/u);
    expect(more).toContain('không ghi: tiêu đề đầu trang, số văn bản, ngày ban hành.</p></header>');
    expect(more).toContain('Bản nguồn không có chữ ký.');
  });

  it('begins with its title, and says nothing of lacks where there are none', () => {
    const whole = printed({
      ...paper,
      header: 'CỘNG HÒA',
      issuingBody: 'BAN CHỈ ĐẠO',
      number: '12-KL/LS',
      place: 'Lâm Sơn',
      issuedOn: { iso: '2026-03-12', printed: 'ngày 12 tháng 3 năm 2026' },
    });
    expect(whole).toMatch(/^<header class="paper-head"><h1/u);
    expect(whole).toMatch(/Lâm Sơn, <time datetime="2026-03-12">ngày 12 tháng 3 năm 2026<\/time>/u);
    expect(whole).not.toContain('Bản nguồn');
  });

  it('sets lines that stood below each other below each other', () => {
    const lines = printed({
      ...paper,
      header: 'CỘNG HÒA\nĐộc lập <3>',
      issuingBody: 'TỈNH LÂM SƠN\nBAN CHỈ ĐẠO',
      signature: { authority: 'TM. BAN\nCHỈ ĐẠO', position: 'KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN' },
    });
    for (const broken of [
      'CỘNG HÒA<br>Độc lập &lt;3&gt;',
      'TỈNH LÂM SƠN<br>BAN CHỈ ĐẠO',
      'TM. BAN<br>CHỈ ĐẠO',
      'KT. TRƯỞNG BAN<br>PHÓ TRƯỞNG BAN',
    ])
      expect(lines).toContain(`>${broken}<`);
  });

  it('gives each label its anchor, and runs a label without heading into its paragraph', () => {
    expect(made).toMatch(/id="muc-i"><h2>.*I-.*Về rừng<\/h2>/u);
    expect(made).toMatch(
      /id="muc-1-1"><p><span class="paper-label">1\.1-<\/span> Giữ rừng đầu nguồn\.<\/p>/u,
    );
  });

  it('prints recipients and signature', () => {
    expect(made.match(/<li>/gu)).toHaveLength(2);
    expect(made).toMatch(/T\/M BAN CHỈ ĐẠO.*TRƯỞNG BAN.*Hà Thu Mây/u);
  });
});
