import type { SafeHtml } from './html.ts';
import { html } from './html.ts';

/** What of a coverage another site puts into its pages. Addresses are absolute. */
export interface Embed {
  /** Of the page inside the frame. */
  readonly frame: string;
  /** Of `embed.js`, which gives the frame its height. */
  readonly script: string;
  /** Where it is read whole: for browsers without scripts or frames. */
  readonly page: string;
  readonly title: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What an editor elsewhere pastes. Without the script the frame keeps its height, and scrolls. */
export const embedHtml = ({ frame, script, page, title, width, height }: Embed): SafeHtml =>
  html`<iframe src="${frame}" title="${title}" width="${width}" height="${height}" style="border:0;width:100%;max-width:${width}px" loading="lazy"></iframe><script async src="${script}"></script><noscript><a href="${page}">${title}</a></noscript>`;

/** An answer of oEmbed 1.0 (oembed.com). */
export interface OEmbed {
  readonly version: '1.0';
  readonly type: 'rich';
  readonly title: string;
  readonly provider_name: string;
  readonly provider_url: string;
  /** Seconds. */
  readonly cache_age: number;
  readonly thumbnail_url?: string;
  readonly thumbnail_width?: number;
  readonly thumbnail_height?: number;
  readonly html: string;
  readonly width: number;
  readonly height: number;
}

/** The same in the other form that the standard has. */
export const oEmbedXml = (answer: OEmbed): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${html`<oembed>${Object.entries(answer).map(
    ([name, value]) => html`<${name}>${value}</${name}>`,
  )}</oembed>`}\n`;
