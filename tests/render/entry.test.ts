import { describe, expect, it } from 'vitest';
import type { Block } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { PublicEntry } from '#domain/public-view.ts';
import { readerWords } from '#i18n/words.ts';
import { entryHtml } from '#render/entry.ts';
import type { RenderOptions } from '#render/words.ts';
import { aText, at } from '../cast/a-coverage.ts';

const OPTIONS: RenderOptions = { words: readerWords('vi'), permalink: (id) => `/truc-tiep/hoi-nghi/e/${id}` };

const anEntry = (content: EntryContent, more: Partial<PublicEntry> = {}): PublicEntry => ({
  id: 'entry-1',
  itemId: null,
  seq: 4,
  revision: 1,
  at: at('9h04'),
  hour: '9h04',
  postedAt: { iso: at('9h05'), printed: '9h05' },
  headline: 'Một việc',
  content,
  corrections: [],
  ...more,
});

const render = (entry: PublicEntry): string => entryHtml(entry, OPTIONS).toString();
const withBlocks = (...blocks: Block[]): string => render(anEntry({ kind: 'note', blocks }));

describe('the template of an entry', () => {
  it('is an article with a name, whose hour is its own link, in Vietnam time for machines', () => {
    const made = render(anEntry(aText('Sông xanh.')));
    expect(made).toMatch(/^<article class="entry" id="e-entry-1" aria-labelledby="t-entry-1"/u);
    expect(made).toMatch(/<h3 [^>]*id="t-entry-1" tabindex="-1">Một việc<\/h3>/u);
    expect(made).toContain(
      '<a class="entry-hour" href="/truc-tiep/hoi-nghi/e/entry-1"><time datetime="2026-03-12T09:04:00+07:00">9h04</time></a>',
    );
  });

  it('prints no minute where only the hour of the item is known, and still has its link', () => {
    const { hour: _, ...rest } = anEntry(aText('Sông xanh.'));
    expect(render(rest)).not.toContain('<time');
    expect(render(rest)).toContain('class="share" href="/truc-tiep/hoi-nghi/e/entry-1"');
  });

  it('names a statement by its speaker', () => {
    const made = render(
      anEntry(
        aText('Sông xanh.', {
          kind: 'statement',
          speaker: { name: 'Hà Thu Mây', title: 'Giám đốc Sở Thủy lợi' },
        }),
      ),
    );
    expect(made).toContain('>Giám đốc Sở Thủy lợi Hà Thu Mây</h3>');
  });

  it.each(['text', 'headline', 'caption', 'speaker', 'venue', 'note', 'authors', 'link'])(
    'lets no markup in through the %s',
    (field) => {
      const evil = `"><script>alert(1)</script><img src=x onerror='x'>&amp;`;
      const content: EntryContent = {
        kind: 'statement',
        blocks: [
          {
            type: 'paragraph',
            runs: [
              {
                text: field === 'text' ? evil : 'a',
                ...(field === 'link' && { link: `https://x.vn/${evil}` }),
              },
            ],
          },
          { type: 'figure', id: 'f', kind: 'scene', caption: field === 'caption' ? evil : 'b' },
        ],
        ...(field === 'headline' && { headline: evil }),
        ...(field === 'speaker' && { speaker: { name: evil } }),
        ...(field === 'venue' && { venue: evil }),
        ...(field === 'authors' && { authors: [evil] }),
      };
      const corrections = [{ at: { iso: at('9h24'), printed: '9h24' }, note: field === 'note' ? evil : 'c' }];
      const made = render(anEntry(content, { corrections }));
      expect(made).not.toMatch(/<script|<img|onerror='/u);
      expect(made).toContain('&lt;script&gt;');
    },
  );

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://x.vn', ' https://x.vn', '//x.vn'])(
    'prints the text of a link to %s without the link',
    (link) => {
      const made = withBlocks({ type: 'paragraph', runs: [{ text: 'đọc thêm', link }] });
      expect(made).toContain('<p>đọc thêm</p>');
    },
  );

  it('follows a link that is safe without vouching for it', () => {
    const made = withBlocks({
      type: 'paragraph',
      runs: [{ text: 'đọc', link: 'https://lamson.vn/a?b=1&c=2' }],
    });
    expect(made).toContain('<a href="https://lamson.vn/a?b=1&amp;c=2" rel="noopener nofollow">đọc</a>');
  });

  it('keeps hours, days, percentages and numbers of papers on one line, and every character', () => {
    const text =
      'Lúc 10h35 ngày 14-1-2022, tăng 8,08%, theo Kết luận số 21-KL/TW và 30/2020/NĐ-CP; sáng 14 - 1 có 2h.';
    const made = withBlocks({ type: 'paragraph', runs: [{ text }] });
    const whole = [...made.matchAll(/<span class="nb">(.*?)<\/span>/gu)].map((match) => match[1]);
    expect(whole).toEqual(['10h35', '14-1-2022', '8,08%', 'số 21-KL/TW', '30/2020/NĐ-CP', '14 - 1', '2h']);
    expect(made.replace(/<[^>]+>/gu, '')).toContain(text);
  });

  it('shows a caption without its picture as a figure, line breaks and all', () => {
    const made = withBlocks({ type: 'figure', id: 'f', kind: 'scene', caption: 'Hàng một\nhàng hai' });
    expect(made).toContain('data-image="no"><figcaption><span class="figure-only">Chú thích ảnh:</span> ');
    expect(made).toContain('Hàng một<br>hàng hai');
    expect(made).not.toContain('<img');
  });

  it('gives a picture its sizes, its words and its room', () => {
    const id = 'a'.repeat(64);
    const made = withBlocks({
      type: 'figure',
      id: 'f',
      kind: 'scene',
      image: { id, width: 1600, height: 900, widths: [400, 800, 1600] },
      caption: 'Hội trường',
      credit: 'Ines',
      alt: 'Hàng ghế kín người',
    });
    expect(made).toContain(`src="/media/${id}-800.webp"`);
    expect(made).toContain(
      `/media/${id}-400.webp 400w, /media/${id}-800.webp 800w, /media/${id}-1600.webp 1600w`,
    );
    expect(made).toContain(
      `<picture><source type="image/avif" srcset="/media/${id}-400.avif 400w, /media/${id}-800.avif 800w,`,
    );
    expect(made).toContain('width="1600" height="900" alt="Hàng ghế kín người" loading="lazy"');
    expect(made).toContain('Hội trường</span> · <span class="figure-credit">Ảnh: Ines');
    const ended = withBlocks({ type: 'figure', id: 'f', kind: 'scene', caption: 'Hết.', credit: 'Ines' });
    expect(ended).toContain('Hết.</span> <span class="figure-credit">');
  });

  it('sets an upright portrait beside the words, before them, and leaves a wide one where it was put', () => {
    const portrait = (width: number, height: number): Block => ({
      type: 'figure',
      id: 'f',
      kind: 'portrait',
      image: { id: 'a'.repeat(64), width, height, widths: [width] },
      caption: 'Hà Thu Mây.',
      alt: 'Chân dung',
    });
    const text: Block = { type: 'paragraph', runs: [{ text: 'Sông xanh.' }] };
    expect(withBlocks(text, portrait(640, 800))).toMatch(/entry-body"><figure [^>]*data-beside>.*Sông xanh/u);
    expect(withBlocks(text, portrait(800, 640))).toMatch(/Sông xanh.*<figure [^>]*data-image="yes">/u);
  });

  it('names the venue once', () => {
    const figure: Block = { type: 'figure', id: 'f', kind: 'venue', caption: 'Điểm cầu Bản Mây.' };
    const made = (venue: string): string => render(anEntry({ kind: 'photo', venue, blocks: [figure] }));
    expect(made('Bản Mây')).not.toContain('entry-venue');
    expect(made('Nà Lương')).toContain('<span class="entry-venue">Nà Lương</span>');
  });

  it('shows a correction with its hour, and marks what is key or pinned in words', () => {
    const made = render(
      anEntry(aText('Sông xanh.'), {
        key: true,
        pinned: true,
        corrections: [{ at: { iso: at('9h24'), printed: '9h24' }, note: 'Số đúng là 5 km.' }],
      }),
    );
    expect(made.replace(/<[^>]+>/gu, '')).toContain('Đã sửa lúc 9h24: Số đúng là 5 km.');
    expect(made).toMatch(/>Tin chính<.*>Ghim</u);
  });

  it('[5] says in words what a correction changed, where it is shown', () => {
    const corrected = (changedWords?: { before: string; after: string }[]): string =>
      render(
        anEntry(aText('Sông xanh.'), {
          corrections: [
            {
              at: { iso: at('9h24'), printed: '9h24' },
              note: 'Nhầm.',
              ...(changedWords && { changedWords }),
            },
          ],
        }),
      );
    expect(corrected()).not.toContain('<details');
    const shown = corrected([
      { before: '5 <b>', after: '7 km' },
      { before: '', after: 'dài' },
    ]);
    expect(shown).toContain('<del>5 &lt;b&gt;</del>');
    expect(shown.replace(/<[^>]+>/gu, '')).toContain('Xem chỗ sửaTrước: 5 &lt;b&gt; Nay: 7 kmNay: dài');
  });

  it('[rule 7] leaves one line of what was withdrawn', () => {
    const { content: _, ...rest } = anEntry(aText('Bí mật.'), { headline: '' });
    const made = render({ ...rest, withdrawn: { iso: at('9h40'), printed: '9h40' } });
    expect(made.replace(/<[^>]+>/gu, '')).toBe('Nội dung này đã được gỡ lúc 9h40');
    expect(made).toContain('id="e-entry-1"');
  });

  it('marks the words of a page in another language', () => {
    const made = entryHtml(anEntry(aText('Sông xanh.')), {
      ...OPTIONS,
      words: readerWords('en'),
      wordsLanguage: 'en',
    });
    expect(made.toString()).toContain('lang="en">Share</a>');
  });
});
