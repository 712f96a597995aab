import { v7 } from 'uuid';
import type { Block, Figure, Image } from '#domain/block.ts';
import { paragraph } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { PostStep, ScriptFigure } from './replay-script.ts';

/** Pages put `Ảnh: ` before it. */
const CREDIT = 'hình vẽ minh họa';

/** The figure of a step. Without its image it is announced only: readers see it once the image is attached. */
export function figureOf(figure: ScriptFigure, image: Image | null, step: PostStep): Figure {
  const { kind, caption, alt } = figure;
  return {
    type: 'figure',
    id: v7(),
    kind,
    caption,
    alt,
    credit: CREDIT,
    ...(image ? { image } : { awaited: true }),
    ...(step.venue && { venue: step.venue }),
    ...(kind === 'portrait' && step.speaker && { persons: [step.speaker.name] }),
  };
}

/** A statement's portrait stands before its words, any other figure behind them. */
export function contentOf(step: PostStep, figure: Figure | null): EntryContent {
  const { kind, speaker, venue, text = [], list, quote } = step;
  const figures: readonly Block[] = figure ? [figure] : [];
  const words: readonly Block[] = [
    ...text.map(paragraph),
    ...(quote ? [{ type: 'quote' as const, runs: [{ text: quote }] }] : []),
    ...(list ? [{ type: 'list' as const, ordered: false, items: list.map((item) => [{ text: item }]) }] : []),
  ];
  return {
    kind,
    ...(speaker && { speaker }),
    ...(venue && { venue }),
    blocks: figure?.kind === 'portrait' ? [...figures, ...words] : [...words, ...figures],
  };
}
