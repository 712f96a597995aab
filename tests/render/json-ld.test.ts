import { describe, expect, it } from 'vitest';
import { publicCoverage } from '#domain/public-view.ts';
import { jsonHtml } from '#render/html.ts';
import { liveBlogPosting } from '#render/json-ld.ts';
import { printHour } from '#render/time.ts';
import { aPost, aRehearsal, aText, at } from '../cast/a-coverage.ts';

const URL_OF = 'https://bao.vn/truc-tiep/hoi-nghi';

function posting(status: 'live' | 'closed'): Record<string, unknown> {
  const rehearsal = aRehearsal('live');
  for (const [text, hour] of [
    ['Một. </script><b>', '8h15'],
    ['Hai.', '8h20'],
  ] as const) {
    const {
      id: _,
      coverageId: __,
      ...body
    } = aPost('', text, { itemId: rehearsal.opening.id, at: at(hour) });
    rehearsal.ask(body);
  }
  if (status === 'closed') rehearsal.ask({ kind: 'close-coverage' }, undefined, at('11h00'));
  return liveBlogPosting(publicCoverage(rehearsal.coverage, printHour), {
    url: URL_OF,
    publisher: 'Plenary',
    logo: 'https://bao.vn/logo.svg',
    image: `${URL_OF}/the/0123456789abcdef.jpg`,
    absolute: (path) => `https://bao.vn${path}`,
    entryUrl: (id) => `${URL_OF}/e/${id}`,
  });
}

describe('a coverage for search engines', () => {
  it('[C36] lists its entries newest first, each with its own name, text, hour, authors and address', () => {
    const updates = posting('live').liveBlogUpdate as Record<string, unknown>[];
    expect(updates.map(({ articleBody }) => articleBody)).toEqual(['Hai.', 'Một. </script><b>']);
    for (const update of updates) {
      expect(update.headline).toBeTruthy();
      expect(update.datePublished).toMatch(/\+07:00$/u);
      expect(update.url).toMatch(/^https:\/\/bao\.vn\/truc-tiep\/hoi-nghi\/e\//u);
      expect(update.author).toEqual([
        { '@type': 'Person', name: 'Ines' },
        { '@type': 'Person', name: 'Tomasz' },
      ]);
    }
  });

  it('[C36] has an end only once it is known', () => {
    expect(posting('live')).not.toHaveProperty('coverageEndTime');
    expect(posting('closed')).toMatchObject({
      '@type': 'LiveBlogPosting',
      coverageStartTime: '2026-03-12T07:30:00+07:00',
      coverageEndTime: '2026-03-12T11:00:00+07:00',
    });
  });

  it('[C36] is about a conference with one part per agenda item', () => {
    const event = posting('live').about as { subEvent: unknown[] };
    expect(event.subEvent).toHaveLength(2);
  });

  it('[C36] says what was corrected, and when', () => {
    const rehearsal = aRehearsal('live');
    const { id: _, coverageId: __, ...body } = aPost('', 'Ba trăm ha.', { itemId: null, at: at('8h15') });
    rehearsal.ask(body);
    const { entryId } = body;
    rehearsal.ask({
      kind: 'correct-entry',
      entryId,
      base: 1,
      content: aText('Ba trăm hai mươi ha.'),
      note: 'Sửa diện tích.',
    });
    const view = publicCoverage(rehearsal.coverage, printHour);
    const [update] = liveBlogPosting(view, {
      url: URL_OF,
      publisher: 'Plenary',
      logo: 'https://bao.vn/logo.svg',
      image: `${URL_OF}/the/0123456789abcdef.jpg`,
      absolute: (path) => `https://bao.vn${path}`,
      entryUrl: (id) => `${URL_OF}/e/${id}`,
    }).liveBlogUpdate as Record<string, unknown>[];
    expect(update?.correction).toEqual([
      {
        '@type': 'CorrectionComment',
        text: 'Sửa diện tích.',
        datePublished: expect.stringMatching(/\+07:00$/u),
      },
    ]);
    expect(JSON.stringify(update)).not.toContain('Ba trăm ha.');
  });

  it('cannot end the element that it stands in', () => {
    const json = jsonHtml(posting('live')).toString();
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toMatchObject({ '@type': 'LiveBlogPosting' });
    expect(json).toContain('\\u003c/script\\u003e');
  });
});
