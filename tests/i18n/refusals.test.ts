import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES, refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';

describe.each(['vi', 'en'] as const)('refusals in %s', (language) => {
  it.each(REFUSAL_CODES)('%s has a sentence that says what to do, with and without a field', (code) => {
    for (const more of [{}, { field: 'content.blocks.0', detail: '60' }]) {
      const message = refusalMessage(refuse(code, more), language);
      expect(message).toMatch(/^[\p{Lu}“].+\.$/u);
      expect(message.length).toBeGreaterThan(25);
      expect(message.length).toBeLessThan(200);
      expect(message).toBe(message.normalize('NFC'));
      expect(message).not.toMatch(/undefined|null|\s{2}|\s[,.]/u);
    }
  });

  it('says something else for every code', () => {
    const messages = REFUSAL_CODES.map((code) => refusalMessage(refuse(code), language));
    expect(new Set(messages).size).toBe(REFUSAL_CODES.length);
  });
});

describe('the field in a sentence', () => {
  it('is named as people know it, with its place counted from one', () => {
    const refusal = refuse('too-long', { field: 'content.blocks.2.caption', detail: '1000' });
    expect(refusalMessage(refusal, 'vi')).toContain('“chú thích ảnh, phần 3” quá dài, nhiều nhất là 1000');
    expect(refusalMessage(refusal, 'en')).toContain('“caption, part 3” is too long, at most 1000');
  });

  it('knows the title of a person from the title of a page', () => {
    expect(refusalMessage(refuse('invalid', { field: 'content.speaker.title' }), 'vi')).toContain(
      'chức danh',
    );
    expect(refusalMessage(refuse('invalid', { field: 'about.title' }), 'vi')).toContain('nhan đề');
  });

  it('is given as it came when nobody named it', () => {
    expect(refusalMessage(refuse('invalid', { field: 'constructor' }), 'en')).toContain('“constructor”');
  });

  it('tells a sender in a hurry from a list with too many parts', () => {
    expect(refusalMessage(refuse('too-many'), 'en')).toContain('too fast');
    expect(refusalMessage(refuse('too-many', { field: 'item', detail: '200' }), 'en')).toContain(
      'at most 200',
    );
  });
});
