import { describe, expect, it } from 'vitest';
import type { CoverageAbout } from '#domain/coverage.ts';
import { deskVi } from '#i18n/desk-vi.ts';
import type { SettingsForm } from '../../src/desk/settings-form.ts';
import {
  faultOfSettings,
  isSameForm,
  mergeSettings,
  readSettingsForm,
  revisedAbout,
  settingsOf,
} from '../../src/desk/settings-form.ts';
import { anAbout } from '../cast/a-coverage.ts';

const ABOUT: CoverageAbout = anAbout({
  lede: 'Sáng 12 - 3,  hội nghị khai mạc.',
  startsAt: '2026-03-12T01:00:00.000Z',
  conferenceId: '019c0000-0000-7000-8000-000000000001',
  simulated: true,
  venues: [
    { name: 'Hội trường lớn', kind: 'main' },
    { name: 'Bản Mây', kind: 'remote' },
  ],
  summary: ['Một.', 'Hai.', 'Ba.'].map((text) => ({ type: 'paragraph', runs: [{ text }] })),
  documents: ['ket-luan-so-9'],
  related: [{ href: '/luu-tru', title: 'Các kỳ trước', reason: 'Bốn kỳ đã họp.' }],
});
const ORIGIN = 'https://toasoan.example';

/** What a browser sends when nobody typed anything. */
function sentBack(shown: SettingsForm): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(shown))
    if (typeof value === 'string') form.append(name, value.replace(/\n/gu, '\r\n'));
  for (const slug of shown.documents) form.append('document', slug);
  for (const row of [...shown.related, { href: '', title: '', reason: '' }])
    for (const [name, value] of Object.entries(row)) form.append(`related-${name}`, value);
  return form;
}
const read = (form: FormData): SettingsForm => readSettingsForm(form, ORIGIN);
const edited = (more: Partial<SettingsForm>): SettingsForm => ({ ...settingsOf(ABOUT), ...more });

describe('the settings of a coverage', () => {
  it('come back as they were given out when nobody typed anything, and then nothing changes', () => {
    const back = read(sentBack(settingsOf(ABOUT)));
    expect(isSameForm(back, settingsOf(ABOUT))).toBe(true);
    expect(revisedAbout(back, ABOUT)).toEqual(ABOUT);
  });

  it('change only what was touched, and drop what was emptied', () => {
    const about = revisedAbout(
      edited({ title: 'Hội nghị mở rộng', lede: '', summary: '', shortTitle: 'Lâm Sơn 5' }),
      ABOUT,
    );
    const { lede: _, summary: __, ...rest } = ABOUT;
    expect(about).toEqual({ ...rest, title: 'Hội nghị mở rộng', shortTitle: 'Lâm Sơn 5' });
  });

  it('say for how many seconds a post can be taken back', () => {
    expect(settingsOf(ABOUT).undoSeconds).toBe('5');
    expect(revisedAbout(edited({ undoSeconds: '0' }), ABOUT)).toEqual({ ...ABOUT, undoSeconds: 0 });
    const { fault } = deskVi.settings;
    for (const undoSeconds of ['', '16', '-1', '2,5', 'năm'])
      expect(faultOfSettings(edited({ undoSeconds }), fault)).toBe(fault.undo);
    expect(faultOfSettings(edited({ undoSeconds: '15' }), fault)).toBe('');
  });

  it('keep what a venue is, unless another one was put first', () => {
    const kinds = (venues: string) =>
      revisedAbout(edited({ venues }), ABOUT).venues.map(({ name, kind }) => `${name} ${kind}`);
    expect(kinds('Hội trường lớn\nBản Mây\nNà Lương')).toEqual([
      'Hội trường lớn main',
      'Bản Mây remote',
      'Nà Lương remote',
    ]);
    expect(kinds('Nhà văn hóa\nHội trường lớn')).toEqual(['Nhà văn hóa main', 'Hội trường lớn remote']);
  });

  it('say what is missing, by row', () => {
    const fault = (more: Partial<SettingsForm>) => faultOfSettings(edited(more), deskVi.settings.fault);
    expect(fault({})).toBe('');
    expect(fault({ summary: 'Một câu.\nHai câu.' })).toContain('đang có 2');
    expect(fault({ summary: '' })).toBe('');
    const row = { href: '/luu-tru', title: 'Các kỳ trước', reason: 'Bốn kỳ đã họp.' };
    expect(fault({ related: [row, { ...row, reason: '' }] })).toBe('Bài liên quan 2 còn thiếu lý do.');
    expect(fault({ related: [{ ...row, href: 'https://elsewhere.example/' }] })).toContain(
      'bắt đầu bằng dấu /',
    );
    expect(fault({ related: [{ ...row, href: '' }] })).toBe('');
  });

  it('take the path of an address that was copied whole', () => {
    const form = sentBack(settingsOf(ABOUT));
    form.append('related-href', `${ORIGIN}/truc-tiep/ky-truoc`);
    form.append('related-title', 'Kỳ trước');
    form.append('related-reason', 'Cùng chủ đề.');
    expect(read(form).related.at(-1)?.href).toBe('/truc-tiep/ky-truoc');
  });
});

describe('two editors at the same settings', () => {
  const before = settingsOf(ABOUT);

  it('both keep what only one of them touched', () => {
    const now = { ...before, lede: 'Sapo của người kia.' };
    const { form, clashes } = mergeSettings(before, { ...before, title: 'Tên của tôi' }, now);
    expect(clashes).toEqual([]);
    expect(form).toEqual({ ...before, title: 'Tên của tôi', lede: 'Sapo của người kia.' });
  });

  it('are asked where both touched the same, and nothing typed is lost', () => {
    const now = { ...before, title: 'Tên của người kia' };
    const merged = mergeSettings(before, { ...before, title: 'Tên của tôi' }, now);
    expect(merged.clashes).toEqual(['title']);
    expect(merged.form.title).toBe('Tên của tôi');
    expect(mergeSettings(now, merged.form, now).clashes).toEqual([]);
  });

  it('are asked about every difference when the form does not say what it was given out as', () => {
    const now = { ...before, title: 'Tên của người kia' };
    expect(mergeSettings({}, before, now).clashes).toEqual(['title']);
  });
});
