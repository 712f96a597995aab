import type { Image } from './block.ts';

/** Of every drawn card, in pixels: what OpenGraph and search engines ask for. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

/** What stands on the picture that a shared link shows. All of it may be read by anybody. */
export interface ShareCard {
  readonly site: string;
  /** Beside it: how the coverage stands, or that it is made up. */
  readonly label?: string;
  /** The label is in the colour of what happens now. */
  readonly isLive?: true;
  /** Over the title: the hour, who speaks. */
  readonly lead?: string;
  readonly title: string;
  readonly foot: string;
  /** Beside the words. */
  readonly photo?: Image;
}
