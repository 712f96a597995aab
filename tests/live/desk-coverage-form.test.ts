import { describe, expect, it } from 'vitest';
import { aboutOf, agendaOf, readCoverageForm, wrongHourRow } from '../../src/desk/coverage-form.ts';

function filled(more: Record<string, string> = {}): FormData {
  const form = new FormData();
  const fields = {
    title: '  Hội nghị  tỉnh Lâm Sơn ',
    date: '2026-03-12',
    venues: 'Hội trường lớn\r\n\r\nhuyện Nà Lương\r\nhuyện Nà Lương',
    byline: 'Thu Hà\nVăn Nam',
    afterwards: 'open-coverage',
    ...more,
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const rows = [
    ['8h00', 'Khai mạc', '', 'opening'],
    ['', '', '', 'other'],
    ['9:30', 'Thảo luận về quy hoạch', 'Thảo luận', 'discussion'],
    ['', 'Bế mạc', '', 'bogus'],
  ];
  for (const [hour = '', title = '', shortTitle = '', kind = ''] of rows) {
    form.append('row-day', '2026-03-12');
    form.append('row-hour', hour);
    form.append('row-title', title);
    form.append('row-shortTitle', shortTitle);
    form.append('row-kind', kind);
  }
  return form;
}
let count = 0;
const newId = () => {
  count += 1;
  return `id-${count}`;
};

describe('the form of a new coverage', () => {
  it('makes agenda items of the rows that have a title, with hours where there are any', () => {
    const agenda = agendaOf(readCoverageForm(filled()), newId);
    expect(
      agenda.map(({ title, shortTitle, plannedAt, kind }) => [title, shortTitle, plannedAt, kind]),
    ).toEqual([
      ['Khai mạc', 'Khai mạc', '2026-03-12T01:00:00.000Z', 'opening'],
      ['Thảo luận về quy hoạch', 'Thảo luận', '2026-03-12T02:30:00.000Z', 'discussion'],
      ['Bế mạc', 'Bế mạc', undefined, 'other'],
    ]);
    expect(new Set(agenda.map(({ id }) => id)).size).toBe(3);
  });

  it('takes the first venue for the main one, drops empty lines and repeats, and leaves out what is empty', () => {
    const form = readCoverageForm(filled());
    const about = aboutOf(form, 'hoi-nghi-lam-son', agendaOf(form, newId));
    expect(about).toEqual({
      slug: 'hoi-nghi-lam-son',
      title: 'Hội nghị tỉnh Lâm Sơn',
      language: 'vi',
      zone: 'Asia/Ho_Chi_Minh',
      date: { iso: '2026-03-12' },
      startsAt: '2026-03-12T01:00:00.000Z',
      endsAt: '2026-03-12T02:30:00.000Z',
      venues: [
        { name: 'Hội trường lớn', kind: 'main' },
        { name: 'huyện Nà Lương', kind: 'remote' },
      ],
      byline: ['Thu Hà', 'Văn Nam'],
      documents: [],
      related: [],
    });
    expect(form.afterwards).toBe('open-coverage');
  });

  it('says which row has an hour that nobody can read', () => {
    expect(wrongHourRow(readCoverageForm(filled()))).toBe(0);
    const form = filled();
    form.append('row-hour', '25h');
    form.append('row-title', 'Giải lao');
    expect(wrongHourRow(readCoverageForm(form))).toBe(5);
  });
});
