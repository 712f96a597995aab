import { Feed } from 'feed';
import type { Block, Figure } from '#domain/block.ts';
import type { PublicCoverage, PublicEntry } from '#domain/public-view.ts';
import { blocksHtml } from './blocks.ts';
import { mediaPath, usualWidth } from './figure.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import type { RenderWords } from './words.ts';

export interface FeedOptions {
  readonly words: RenderWords;
  readonly site: string;
  /** Absolute addresses: of the coverage, of the feed itself, of an entry, and of anything of ours by its path. */
  readonly url: string;
  readonly self: string;
  readonly entryUrl: (entryId: string) => string;
  readonly absolute: (path: string) => string;
}

/** What a feed says of an entry. Its id outlives a correction, which moves `updated`; what was withdrawn is not there. */
interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly content: string;
  readonly published: string;
  readonly updated: string;
  readonly authors: readonly string[];
  readonly image: string | undefined;
}

/** Newest change first: who reads a feed from the top misses no correction. */
function itemsOf({ entries, about }: PublicCoverage, options: FeedOptions): FeedItem[] {
  const items: FeedItem[] = [];
  for (const entry of entries.values()) {
    if (!entry.content) continue;
    const figure = entry.content.blocks.find(isPhoto);
    items.push({
      id: options.entryUrl(entry.id),
      title: [entry.hour, entry.headline].filter(Boolean).join(': '),
      content: contentOf(entry, entry.content.blocks, options).toString(),
      published: entry.postedAt.iso,
      updated: entry.corrections.at(-1)?.at.iso ?? entry.postedAt.iso,
      authors: entry.content.authors ?? about.byline,
      image: figure && photoOf(figure, options),
    });
  }
  return items.sort((a, b) => (a.updated < b.updated ? 1 : a.updated > b.updated ? -1 : 0));
}

const isPhoto = (block: Block): block is Figure => block.type === 'figure' && block.image !== undefined;

const photoOf = ({ image }: Figure, { absolute }: FeedOptions): string | undefined =>
  image && absolute(mediaPath(image, usualWidth(image)));

/** Readers of feeds know neither our styles nor relative addresses. */
function contentOf(entry: PublicEntry, blocks: readonly Block[], options: FeedOptions): SafeHtml {
  const { words } = options;
  const texts = blocks.filter(({ type }) => type !== 'figure');
  const photos = blocks
    .filter(isPhoto)
    .map(
      (figure) =>
        html`<p><img src="${photoOf(figure, options)}" alt="${figure.alt ?? figure.caption}"></p><p>${figure.caption}${figure.credit && html` (${words.credit}: ${figure.credit})`}</p>`,
    );
  const corrections = entry.corrections.map(
    ({ at, note }) => html`<p><strong>${words.corrected(at.printed)}:</strong> ${note}</p>`,
  );
  return html`${corrections}${blocksHtml(texts, words)}${photos}`;
}

const updatedAt = ({ updatedAt: at }: PublicCoverage): Date => new Date(at ?? 0);

function feedOf(coverage: PublicCoverage, options: FeedOptions, kind: 'atom' | 'rss'): Feed {
  const { about } = coverage;
  const feed = new Feed({
    id: options.url,
    link: options.url,
    title: about.title,
    ...(about.lede && { description: about.lede }),
    language: about.language,
    updated: updatedAt(coverage),
    feedLinks: { [kind]: options.self },
    author: { name: options.site },
    generator: false,
  });
  for (const { id, title, content, published, updated, authors } of itemsOf(coverage, options))
    feed.addItem({
      id,
      guid: id,
      link: id,
      content,
      published: new Date(published),
      date: new Date(updated),
      ...(kind === 'atom'
        ? { title: html`${title}`.toString(), author: authors.map((name) => ({ name })) }
        : {
            title,
            description: html`${title}`.toString(),
            // An author of RSS is an address of e-mail.
            ...(authors.length > 0 && {
              extensions: [{ name: 'dc:creator', objects: { _text: authors.join(', ') } }],
            }),
          }),
    });
  return feed;
}

/** Atom, RFC 4287. */
export const atomFeed = (coverage: PublicCoverage, options: FeedOptions): string =>
  feedOf(coverage, options, 'atom').atom1();

/** RSS 2.0. */
export const rssFeed = (coverage: PublicCoverage, options: FeedOptions): string =>
  feedOf(coverage, options, 'rss').rss2();

/** JSON Feed 1.1 (jsonfeed.org). */
export function jsonFeed(coverage: PublicCoverage, options: FeedOptions): Record<string, unknown> {
  const { about } = coverage;
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: about.title,
    home_page_url: options.url,
    feed_url: options.self,
    ...(about.lede && { description: about.lede }),
    language: about.language,
    authors: [{ name: options.site }],
    items: itemsOf(coverage, options).map(({ id, title, content, published, updated, authors, image }) => ({
      id,
      url: id,
      title,
      content_html: content,
      date_published: published,
      date_modified: updated,
      ...(authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
      ...(image && { image }),
    })),
  };
}
