import { describe, expect, it, vi } from 'vitest';
import { paragraph } from '#domain/block.ts';
import { shortcutOf } from '../../src/desk/composer-shortcuts.ts';
import { emptyDraft, faultOf } from '../../src/desk/draft.ts';
import { fillTemplate, firstGap } from '../../src/desk/sentence-templates.ts';

const GAPS = { name: 'tên', title: 'chức danh', shortTitle: 'chức danh ngắn', venue: 'địa điểm' };
const TEMPLATE = { name: 'Chủ trì', text: 'Tại {địa điểm}, {chức danh ngắn} {tên} nói {điều gì}.' };

describe('a sentence template', () => {
  it('fills the gaps of which something is known and leaves the rest to be typed over', () => {
    const speaker = { name: 'Lò Văn Đạt', title: 'Giám đốc Sở Xây dựng', shortTitle: 'Giám đốc Sở' };
    const filled = fillTemplate(TEMPLATE, GAPS, speaker, 'Nà Lương');
    expect(filled).toBe('Tại Nà Lương, Giám đốc Sở Lò Văn Đạt nói {điều gì}.');
    const [from, to] = firstGap(filled) ?? [];
    expect(filled.slice(from, to)).toBe('{điều gì}');
    expect(fillTemplate(TEMPLATE, GAPS, null, '')).toBe(TEMPLATE.text);
  });

  it('does not go out with a gap in it', () => {
    const draft = { ...emptyDraft('e1', 'c1', null), blocks: [paragraph('Đồng chí {tên} nói.')] };
    expect(faultOf(draft, null, '2026-01-14T02:20:00.000Z')).toBe('gap');
    expect(firstGap('Tỉ lệ {1; 2} trong tập hợp.')).toBeNull();
  });
});

describe('the keys of the composer', () => {
  const acts = { post: vi.fn(), save: vi.fn(), stepItem: vi.fn(), sentence: vi.fn() };
  const key = (more: Partial<Parameters<typeof shortcutOf>[0]>) =>
    shortcutOf(
      { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more },
      acts,
    );

  it('post, keep, change the agenda item and write a sentence', () => {
    expect(key({ key: 'Enter', ctrlKey: true })).toBe(acts.post);
    expect(key({ key: 'Enter', metaKey: true })).toBe(acts.post);
    expect(key({ key: 'ß', code: 'KeyS', metaKey: true })).toBe(acts.save);
    key({ key: 'ArrowDown', altKey: true })?.();
    expect(acts.stepItem).toHaveBeenLastCalledWith(1);
    key({ key: '¡', code: 'Digit1', altKey: true })?.();
    expect(acts.sentence).toHaveBeenLastCalledWith(0);
  });

  it('[C42] do nothing in the middle of a syllable, nor without their modifier', () => {
    expect(key({ key: 'Enter', ctrlKey: true, isComposing: true })).toBeNull();
    expect(key({ key: 'Enter' })).toBeNull();
    expect(key({ key: '1', code: 'Digit1' })).toBeNull();
  });
});
