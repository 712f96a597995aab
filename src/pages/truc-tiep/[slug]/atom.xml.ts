import { atomFeed } from '#render/feeds.ts';
import { feedRoute } from '../_feed.ts';

export const GET = feedRoute('atom.xml', 'application/atom+xml', atomFeed);
