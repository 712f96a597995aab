import type { Figure, Image } from '#domain/block.ts';
import type { Entry } from '#domain/entry.ts';
import type { Scene } from './demo-pictures.ts';

/** What is drawn for a figure of the archived conference: the text came with captions only. */
export interface Drawing {
  readonly entryId: string;
  readonly figure: Figure;
  readonly scene: Scene;
  readonly label: string;
}

const SPEAKING = /phát biểu|trình bày/u;
const CREDIT = 'hình vẽ minh họa';
const HALL = 'Trung tâm Hội nghị tỉnh';
const ALT: Readonly<Record<Scene, string>> = {
  hall: 'Hình vẽ sân khấu hội trường và các hàng ghế.',
  hills: 'Hình vẽ con đường làng giữa những dãy đồi, hai bên có nhà.',
  lectern: 'Hình vẽ bục phát biểu không có người.',
  laurel: 'Hình vẽ một dải cờ giữa vòng lá.',
};

/** A figure with what was drawn for it. */
export const withImage = ({ figure, scene }: Drawing, image: Image): Figure => ({
  ...figure,
  image,
  credit: figure.credit ?? CREDIT,
  alt: figure.alt ?? ALT[scene],
});

/** One drawing for each figure without a picture. */
export const drawingsFor = (entries: readonly Entry[]): Drawing[] =>
  entries.flatMap(({ id, content }) =>
    content.blocks.flatMap((block) =>
      block.type === 'figure' && !block.image
        ? [
            {
              entryId: id,
              figure: block,
              scene: sceneOf(block, content.kind),
              label: labelOf(block, content),
            },
          ]
        : [],
    ),
  );

function sceneOf(figure: Figure, kind: Entry['content']['kind']): Scene {
  if (figure.kind === 'venue') return 'hills';
  if (figure.kind === 'portrait') return 'lectern';
  if (kind === 'award') return 'laurel';
  return SPEAKING.test(figure.caption) ? 'lectern' : 'hall';
}

const labelOf = (figure: Figure, { venue }: Entry['content']): string =>
  figure.venue ?? (figure.kind === 'portrait' ? figure.persons?.[0] : venue) ?? HALL;
