import { rssFeed } from '#render/feeds.ts';
import { feedRoute } from '../_feed.ts';

export const GET = feedRoute('rss.xml', 'application/rss+xml', rssFeed);
