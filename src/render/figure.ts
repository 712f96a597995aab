import type { Figure, Image } from '#domain/block.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { proseHtml } from './prose.ts';

/** The rendition that browsers without `srcset` get. */
const USUAL_WIDTH = 800;

export const mediaPath = (image: Image, width: number): string => `/media/${image.id}-${width}.webp`;

/** Width of the rendition that serves where only one can be named: the largest up to 800 pixels. */
export const usualWidth = (image: Image): number =>
  image.widths.findLast((width) => width <= USUAL_WIDTH) ?? image.widths[0] ?? image.width;

/** A photo with its words; old texts have the words alone, which then stand as a figure of their own. */
export function figureHtml(figure: Figure, words: { readonly credit: string }): SafeHtml {
  const { image } = figure;
  const credit = figure.credit && html` <span class="figure-credit">${words.credit}: ${figure.credit}</span>`;
  const caption =
    (figure.caption || figure.credit) &&
    html`<figcaption>${figure.caption && html`<span class="figure-caption">${proseHtml(figure.caption)}</span>`}${credit}</figcaption>`;
  return html`<figure class="figure" data-kind="${figure.kind}" data-image="${image ? 'yes' : 'no'}">${image && imageHtml(image, figure)}${caption}</figure>`;
}

function imageHtml(image: Image, figure: Figure): SafeHtml {
  const srcset = image.widths.map((width) => `${mediaPath(image, width)} ${width}w`).join(', ');
  const sizes = figure.kind === 'portrait' ? '10rem' : '(min-width: 42rem) 38rem, 100vw';
  return html`<img src="${mediaPath(image, usualWidth(image))}" srcset="${srcset}" sizes="${sizes}" width="${image.width}" height="${image.height}" alt="${figure.alt ?? figure.caption}" loading="lazy" decoding="async">`;
}
