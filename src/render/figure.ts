import type { Figure, Image } from '#domain/block.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { proseHtml } from './prose.ts';

/** The rendition that browsers without `srcset` get. */
const USUAL_WIDTH = 800;

export const mediaPath = (image: Image, width: number, format: 'webp' | 'avif' = 'webp'): string =>
  `/media/${image.id}-${width}.${format}`;

/** Width of the rendition that serves where only one can be named: the largest up to 800 pixels. */
export const usualWidth = (image: Image): number =>
  image.widths.findLast((width) => width <= USUAL_WIDTH) ?? image.widths[0] ?? image.width;

export interface FigureWords {
  readonly credit: string;
  /** Before a caption whose picture the source did not bring. */
  readonly captionOnly: string;
  /** For readers who save data: on a link that stands for the picture. */
  readonly photoOnDemand?: string;
}

/** Taller than wide: it stands beside a text, not below it. */
export const isUprightPortrait = ({ kind, image }: Figure): boolean =>
  kind === 'portrait' && image !== undefined && image.height > image.width;

/** A photo with its words; old texts have the words alone, which then stand as a figure of their own. */
export function figureHtml(figure: Figure, words: FigureWords): SafeHtml {
  const { image, caption } = figure;
  // A caption that ends in a sign needs no other before the credit.
  const between = caption && !/[.!?…:]["”’)]*$/u.test(caption.trim()) ? ' · ' : ' ';
  const credit =
    figure.credit && html`${between}<span class="figure-credit">${words.credit}: ${figure.credit}</span>`;
  const only = !image && html`<span class="figure-only">${words.captionOnly}:</span> `;
  const said =
    (caption || figure.credit) &&
    html`<figcaption>${only}${caption && html`<span class="figure-caption">${proseHtml(caption)}</span>`}${credit}</figcaption>`;
  return html`<figure class="figure" data-kind="${figure.kind}" data-image="${image ? 'yes' : 'no'}"${isUprightPortrait(figure) && html` data-beside`}>${image && (words.photoOnDemand ? linkHtml(image, words.photoOnDemand) : imageHtml(image, figure))}${said}</figure>`;
}

const linkHtml = (image: Image, words: string): SafeHtml =>
  html`<p><a class="photo-link" href="${mediaPath(image, usualWidth(image))}">${words}</a></p>`;

function imageHtml(image: Image, figure: Figure): SafeHtml {
  const srcset = (format: 'webp' | 'avif'): string =>
    image.widths.map((width) => `${mediaPath(image, width, format)} ${width}w`).join(', ');
  const sizes = isUprightPortrait(figure)
    ? '(min-width: 30rem) 10rem, 14rem'
    : '(min-width: 42rem) 38rem, 100vw';
  return html`<picture><source type="image/avif" srcset="${srcset('avif')}" sizes="${sizes}"><img src="${mediaPath(image, usualWidth(image))}" srcset="${srcset('webp')}" sizes="${sizes}" width="${image.width}" height="${image.height}" alt="${figure.alt ?? figure.caption}" loading="lazy" decoding="async"></picture>`;
}
