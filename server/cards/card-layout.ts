import type { ShareCard } from '#domain/share-card.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '#domain/share-card.ts';

/** An element as satori takes it. */
export interface Drawn {
  readonly type: 'div';
  readonly props: { readonly style: Style; readonly children?: string | readonly Drawn[] };
}
type Style = Readonly<Record<string, string | number>>;

const box = (style: Style, children: readonly Drawn[] = []): Drawn => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});
/** @param lines after so many it ends in an ellipsis */
const words = (text: string, lines: number, style: Style): Drawn => ({
  type: 'div',
  props: { style: { display: 'block', lineClamp: lines, ...style }, children: text },
});

/** The colours of the light page. */
const PAPER = '#fffdf9';
const INK = '#1c1a17';
const SOFT = '#5b554c';
const RULE = '#ded8cd';
const SUNKEN = '#f0ebe1';
const ACCENT = '#a3151b';

const MARGIN = 60;
/** Where the photo stands, to the right edge. */
export const PHOTO_WIDTH = 460;

/** The longer the text, the smaller it stands: few words are read as a picture, many are to be read at all. */
function sizeOf(
  characters: number,
  isNarrow: boolean,
): { readonly fontSize: number; readonly lines: number } {
  const space = isNarrow ? characters * 1.7 : characters;
  if (space <= 60) return { fontSize: 66, lines: 4 };
  if (space <= 130) return { fontSize: 54, lines: 5 };
  return { fontSize: 44, lines: isNarrow ? 5 : 6 };
}

/** The words of a card, laid out; the photo is put beside them afterwards. */
export function layOut({ site, label, isLive, lead, title, foot, photo }: ShareCard): Drawn {
  const width = CARD_WIDTH - 2 * MARGIN - (photo ? PHOTO_WIDTH : 0);
  const { fontSize, lines } = sizeOf(title.length, photo !== undefined);
  const head = box({ alignItems: 'center', fontSize: 30, color: SOFT }, [
    words(site, 1, { fontWeight: 600, color: INK }),
    ...(label
      ? [
          words(label, 1, {
            marginLeft: 20,
            padding: '2px 16px',
            background: isLive ? ACCENT : SUNKEN,
            color: isLive ? PAPER : SOFT,
          }),
        ]
      : []),
  ]);
  const body = box({ flexDirection: 'column', width }, [
    ...(lead ? [words(lead, 2, { fontSize: 32, color: ACCENT, fontWeight: 600, marginBottom: 14 })] : []),
    words(title, lead ? lines - 1 : lines, { fontSize, fontWeight: 600, lineHeight: 1.26 }),
  ]);
  const end = words(foot, 2, {
    width,
    fontSize: 28,
    lineHeight: 1.35,
    color: SOFT,
    paddingTop: 18,
    borderTop: `2px solid ${RULE}`,
  });
  return box(
    {
      boxSizing: 'border-box',
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
      padding: `${MARGIN - 12}px ${MARGIN}px`,
      flexDirection: 'column',
      justifyContent: 'space-between',
      background: PAPER,
      color: INK,
      fontFamily: 'Latin, Vietnamese',
    },
    [head, body, end],
  );
}
