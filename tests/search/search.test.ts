import { describe, expect, it } from 'vitest';
import { paragraph } from '#domain/block.ts';
import type { OfficialDocument } from '#domain/document.ts';
import { publicCoverage } from '#domain/public-view.ts';
import type { SearchAnswer } from '#domain/search.ts';
import { printHour } from '#render/time.ts';
import { anArchivedCoverage } from '../archive/an-archived-coverage.ts';
import { aText } from '../cast/a-coverage.ts';
import { aSearchedNewsroom, excerptOf, marksOf, titleOf } from './a-searched-newsroom.ts';

const paths = ({ hits }: SearchAnswer): string[] => hits.map(({ path }) => path).sort();

describe('the spelling', () => {
  it('[C41] with tones, without, and with the tone on the other vowel finds the same', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    await post('Tỉnh ủy Lâm Sơn họp.');
    await post('Ban Thường vụ Tỉnh uỷ cho ý kiến.');
    await post('TINH UY khong dau.');
    await post('Hòa bình và tỉnh lộ.');
    const spellings = await Promise.all(
      ['tinh uy', 'Tỉnh uỷ', 'Tỉnh ủy', 'TỈNH ỦY', ' tinh,  uy '].map((w) => find(w)),
    );
    for (const answer of spellings) {
      expect(answer.total).toBe(3);
      expect(paths(answer)).toEqual(paths(spellings[0] as SearchAnswer));
    }
    const [older, newer, bare] = await Promise.all(['hoà', 'hòa', 'hoa'].map((w) => find(w)));
    expect([older?.total, newer?.total, bare?.total]).toEqual([1, 1, 1]);
  });

  it('[C41] đ is found as d and the other way round', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    await post('Đường cao tốc qua Đồng Lau.');
    for (const words of ['duong', 'đường', 'ĐUONG', 'dong lau']) expect((await find(words)).total).toBe(1);
  });

  it('[C41] texts with the words as they were spelled come first, and words that stand together before words apart', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    await post('Bạn có bán, ban và bản ở đây, đồng nghĩa với mây.');
    await post('Mấy bạn bàn mãi.');
    await post('Mây phủ trên bản.');
    await post('Sáng nay bản mây họp.');
    const order = (await find('bản mây')).hits.map((hit) => titleOf(hit).split(' ')[0]);
    expect(order.slice(0, 2)).toEqual(['Sáng', 'Mây']);
    expect(order).toHaveLength(4);
  });

  it('[C41] marks lie on the accented words', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    await post(
      aText('Đại biểu nhắc lại. Ban Thường vụ Tỉnh ủy đã kết luận; tình hình ở tỉnh tốt.', {
        headline: 'Kết luận của Tỉnh uỷ',
      }),
    );
    const [hit] = (await find('tinh uy')).hits;
    expect(hit && marksOf(hit)).toEqual(['Tỉnh uỷ', 'Tỉnh ủy']);
    expect(hit && excerptOf(hit)).toContain('Đại biểu nhắc lại.');
  });
});

describe('what is found first', () => {
  it('[C41] a speaker’s name finds what they said before what was said of them', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    const about = 'Đại biểu cảm ơn Lò Đình Thảo, Lò Đình Thảo và Lò Đình Thảo.';
    await post(about);
    const own = await post(
      aText('Đề nghị làm đường sớm hơn kế hoạch. '.repeat(20), {
        kind: 'statement',
        speaker: { name: 'Lò Đình Thảo', title: 'Giám đốc Sở Thủy lợi' },
      }),
    );
    await post(about.repeat(2));
    for (const words of ['lo dinh thao', 'Lò Đình Thảo', 'thao', 'giám đốc lò đình thảo']) {
      const [first] = (await find(words)).hits;
      expect(first?.path, words).toContain(own);
    }
  });

  it('a title that has all the words comes before a text that has them together', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover({ slug: 'cau', title: 'Hội nghị tỉnh về cầu treo lần thứ 5' });
    await post('Tại hội nghị lần thứ năm, hội nghị lần thứ tư được nhắc lại. Hội nghị lần thứ năm bế mạc.');
    expect((await find('hội nghị lần thứ')).hits.map(({ whole }) => whole)).toEqual([true, undefined]);
  });

  it('tells hour, coverage and link, and cuts long texts around what was found', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover({ slug: 'hoi-nghi-cau-treo', title: 'Hội nghị về cầu treo' });
    const id = await post(
      `${'Mở đầu dài dòng. '.repeat(30)}Cầu treo Nà Lương xong. ${'Phần sau. '.repeat(40)}`,
      '9h04',
    );
    const { total, hits } = await find('na luong');
    expect(total).toBe(1);
    const [hit] = hits;
    expect(hit).toMatchObject({
      path: `/truc-tiep/hoi-nghi-cau-treo/e/${id}`,
      hour: '9h04',
      coverage: { slug: 'hoi-nghi-cau-treo', title: 'Hội nghị về cầu treo', day: '2026-03-12' },
    });
    const excerpt = hit ? excerptOf(hit) : '';
    expect(excerpt).toMatch(/^….*Cầu treo Nà Lương xong\..*…$/u);
    expect(excerpt.length).toBeLessThan(240);
  });

  it('gives long answers in portions that do not overlap', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    for (let n = 0; n < 7; n += 1) await post(`Trồng rừng đợt ${n}.`);
    const all = await find('trồng rừng');
    const portions = await Promise.all([0, 3, 6].map((from) => find('trồng rừng', { from, count: 3 })));
    expect(portions.map(({ hits }) => hits.length)).toEqual([3, 3, 1]);
    expect(portions.flatMap(({ hits }) => hits)).toEqual(all.hits);
    expect(portions.every(({ total }) => total === 7)).toBe(true);
  });

  it('nothing for nothing', async () => {
    const { cover, find } = await aSearchedNewsroom();
    await (await cover()).post('Trồng rừng.');
    for (const words of ['', '  ', '!?', '🌲', 'hoàng hôn'])
      expect(await find(words)).toEqual({ total: 0, hits: [] });
  });
});

describe('what can be found', () => {
  it('[5] nothing that waits for an editor, before it is let through', async () => {
    const { cover, ask, find } = await aSearchedNewsroom();
    const { coverageId, post } = await cover();
    await ask(coverageId, { kind: 'close-coverage' });
    const entryId = await post('Trồng rừng.');
    expect((await find('trồng rừng')).total).toBe(0);
    await ask(coverageId, { kind: 'release-entry', entryId, base: 1 });
    expect((await find('trồng rừng')).total).toBe(1);
  });

  it('after a restart the same as before', async () => {
    const { cover, find, restart } = await aSearchedNewsroom();
    const { post } = await cover();
    for (let n = 0; n < 30; n += 1) await post(`Trồng rừng đợt ${n}.`);
    const before = await find('trồng rừng');
    expect(before.total).toBe(30);
    restart();
    expect(paths(await find('trồng rừng', { count: 50 }))).toHaveLength(30);
  });

  it('[C14] [7] what is withdrawn is gone from the answer at once, its old words with a correction', async () => {
    const { cover, ask, find } = await aSearchedNewsroom();
    const { coverageId, post } = await cover();
    const wrong = await post('Con số nhầm là bảy nghìn.');
    const stays = await post('Con số đúng là tám nghìn.');
    expect((await find('con số')).total).toBe(2);
    await ask(coverageId, { kind: 'withdraw-entry', entryId: wrong, reason: 'Nhầm' });
    const at = await find('con số');
    expect(at.hits.map(({ path }) => path.endsWith(stays))).toEqual([true]);
    expect((await find('con số')).total).toBe(1);

    await ask(coverageId, {
      kind: 'correct-entry',
      entryId: stays,
      base: 1,
      content: aText('Con số là chín nghìn.'),
      note: 'Sửa',
    });
    expect((await find('tám nghìn')).total).toBe(0);
    expect((await find('chín nghìn')).total).toBe(1);
  });

  it('[5] nothing that waits for its photo or an editor', async () => {
    const { cover, find } = await aSearchedNewsroom();
    const { post } = await cover();
    await post({
      kind: 'photo',
      blocks: [
        {
          type: 'figure',
          id: '0195a000-0000-7000-8000-0000000000f1',
          kind: 'scene',
          awaited: true,
          caption: 'Rừng thông.',
        },
      ],
    });
    expect((await find('rừng thông')).total).toBe(0);
  });

  it('inside one coverage only what stands in it', async () => {
    const { cover, find } = await aSearchedNewsroom();
    await (await cover({ slug: 'mot' })).post('Trồng rừng ở đây.');
    await (await cover({ slug: 'hai' })).post('Trồng rừng ở kia.');
    expect((await find('trồng rừng')).total).toBe(2);
    expect((await find('trồng rừng', { slug: 'hai' })).hits.map(({ coverage }) => coverage?.slug)).toEqual([
      'hai',
    ]);
    expect((await find('trồng rừng', { slug: 'khong-co' })).total).toBe(0);
  });

  it('[P4] a coverage by its title and lede, once it was announced', async () => {
    const { cover, ask, find } = await aSearchedNewsroom();
    const { coverageId } = await cover(
      { slug: 'cau', title: 'Hội nghị cầu treo', lede: 'Về mùa nước.' },
      false,
    );
    expect((await find('cau treo')).total).toBe(0);
    await ask(coverageId, { kind: 'schedule-coverage' });
    for (const words of ['cau treo', 'mùa nước']) {
      const { hits } = await find(words);
      expect(hits).toMatchObject([{ path: '/truc-tiep/cau', whole: true, coverage: { slug: 'cau' } }]);
    }
  });

  it('what is archived and no longer in the newsroom', async () => {
    const { coverage } = await anArchivedCoverage({ slug: 'hoi-nghi-cu' });
    const shown = publicCoverage(coverage, printHour);
    const manifest = {
      v: 1,
      slug: 'hoi-nghi-cu',
      coverageId: coverage.id,
      epoch: 'e',
      head: 1,
      title: 'Cũ',
      archivedAt: '',
      chain: '',
      files: {},
      seal: '',
    } as const;
    const { find } = await aSearchedNewsroom({ archives: [{ coverage: shown, manifest, removedAt: [] }] });
    const { total, hits } = await find('chi tieu nam nay', { slug: 'hoi-nghi-cu' });
    expect(total).toBe(1);
    expect(hits[0]?.coverage?.slug).toBe('hoi-nghi-cu');
    expect((await find('đăng nhầm và đã được gỡ')).total).toBe(0);
  });

  it('papers by section, also those that come later', async () => {
    const { papers, find } = await aSearchedNewsroom();
    expect((await find('hồ chứa')).total).toBe(0);
    papers.push(PAPER);
    const { hits } = await find('ho chua');
    expect(hits.map(({ path }) => path)).toEqual(['/van-kien/ket-luan-lam-son#muc-i-1']);
    const [hit] = hits;
    expect(hit?.paper).toEqual({
      path: '/van-kien/ket-luan-lam-son',
      title: 'KẾT LUẬN Hội nghị tỉnh Lâm Sơn lần thứ 3',
    });
    expect(hit && titleOf(hit)).toBe('1. Hồ chứa đầy.');
    expect((await find('ket qua')).hits.map(titleOf)).toEqual(['I- Kết quả']);
    expect((await find('kết luận lâm sơn')).hits[0]?.path).toBe('/van-kien/ket-luan-lam-son');
  });
});

const PAPER: OfficialDocument = {
  v: 1,
  id: 'document-1',
  slug: 'ket-luan-lam-son',
  language: 'vi',
  type: 'KẾT LUẬN',
  titleLines: ['Hội nghị tỉnh Lâm Sơn lần thứ 3'],
  header: null,
  issuingBody: 'TỈNH LÂM SƠN',
  number: null,
  place: null,
  issuedOn: null,
  preamble: [paragraph('Hội nghị đã thảo luận.')],
  sections: [
    {
      label: 'I-',
      anchor: 'muc-i',
      heading: [{ text: 'Kết quả' }],
      blocks: [paragraph('Nước đủ cho hai vụ.')],
      sections: [
        { label: '1.', anchor: 'muc-i-1', heading: [], blocks: [paragraph('Hồ chứa đầy.')], sections: [] },
      ],
    },
  ],
  footnotes: [],
  recipients: [],
  signature: null,
  conferenceIds: [],
  related: [],
  publishedAt: '2026-03-12T02:00:00.000Z',
};
