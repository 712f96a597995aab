/** What the keyboard may ask for while an entry is written. */
export interface ComposerActs {
  readonly post: () => void;
  readonly save: () => void;
  readonly stepItem: (by: 1 | -1) => void;
  /** @param index from 0; there may be none of that number */
  readonly sentence: (index: number) => void;
}

/**
 * Ctrl or ⌘ with Enter and S, Alt with the arrows and digits; nothing in the middle of a composed syllable. Digits and
 * letters by `code`: with Alt many keyboards write another sign.
 */
export function shortcutOf(
  key: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>,
  acts: ComposerActs,
): (() => void) | null {
  if (key.isComposing) return null;
  if (key.ctrlKey || key.metaKey) {
    if (key.key === 'Enter') return acts.post;
    return key.code === 'KeyS' ? acts.save : null;
  }
  if (!key.altKey) return null;
  if (key.key === 'ArrowUp') return () => acts.stepItem(-1);
  if (key.key === 'ArrowDown') return () => acts.stepItem(1);
  const [, digit] = /^Digit([1-9])$/u.exec(key.code) ?? [];
  return digit ? () => acts.sentence(Number(digit) - 1) : null;
}
