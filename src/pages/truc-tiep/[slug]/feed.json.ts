import { jsonFeed } from '#render/feeds.ts';
import { feedRoute } from '../_feed.ts';

export const GET = feedRoute('feed.json', 'application/feed+json', (coverage, options) =>
  JSON.stringify(jsonFeed(coverage, options)),
);
