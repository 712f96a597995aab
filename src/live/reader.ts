/** The script of a coverage page. Everything it shows the server has rendered first; it only keeps the page current. */
import type { PublicEntry } from '#domain/public-view.ts';
import type { LiveWords } from '#i18n/live-vi.ts';
import { liveVi } from '#i18n/live-vi.ts';
import type { Language } from '#i18n/path.ts';
import { entryPath, pathIn } from '#i18n/path.ts';
import type { RenderOptions } from '#render/words.ts';
import { createAnnouncer } from './announcer.ts';
import { followCoverage } from './client.ts';
import { createConnectionBar } from './connection-bar.ts';
import { isAtTop } from './keep-place.ts';
import type { Visit } from './last-visit.ts';
import { keepVisit, recallVisit } from './last-visit.ts';
import { swapPage } from './page-swap.ts';
import type { PublicRecord } from './protocol.ts';
import { enableSharing } from './share-link.ts';
import { spread } from './spread.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline } from './timeline.ts';

const FEWEST_READERS_SHOWN = 10;
const now = (): string => new Date().toISOString();

function part<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element as E;
}

/** Most readers read Vietnamese: for them the words come with the script. */
const wordsIn = async (language: Language): Promise<LiveWords> =>
  language === 'en' ? (await import('#i18n/live-en.ts')).liveEn : liveVi;

function start(feedAtFirst: HTMLElement, language: Language, words: LiveWords): void {
  const { slug = '', coverageId = '', epoch = '', seq = '0' } = feedAtFirst.dataset;
  const toggle = part<HTMLInputElement>('auto-reveal');
  const pill = part<HTMLButtonElement>('pill');
  const stale = part('stale');
  let title = document.title;
  const announcer = createAnnouncer(part('announcer'));
  const bar = createConnectionBar(stale, words.live, now);
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  let counted = 0;
  let hasChanged = false;
  const savesData = 'savesData' in feedAtFirst.dataset;

  const announce = (text: string): void => {
    if (toggle.checked) announcer.say(text);
  };
  const isAtGrowingEnd = (feed: HTMLElement): boolean =>
    feed.dataset.order === 'chronological'
      ? feed.getBoundingClientRect().bottom <= innerHeight
      : isAtTop(feed);
  const mayReveal = (): boolean => {
    const feed = part('feed');
    return (
      toggle.checked &&
      !stillness.matches &&
      document.visibilityState === 'visible' &&
      isAtGrowingEnd(feed) &&
      getSelection()?.isCollapsed !== false &&
      !feed.contains(document.activeElement)
    );
  };

  function makeTimeline(unseen: readonly PublicEntry[], visit: Visit | null): Timeline {
    const feed = part('feed');
    const foreign = feed.lang !== language;
    const render: RenderOptions = {
      words: savesData ? { ...words, photoOnDemand: words.seePhoto } : words,
      permalink: (id) => pathIn(language, entryPath(slug, id)),
      ...(foreign && { wordsLanguage: language }),
    };
    return createTimeline({
      parts: {
        feed,
        pill,
        pinned: part('pinned'),
        agenda: document.getElementById('agenda'),
        statusLine: part('status-line'),
      },
      render,
      words,
      unseen,
      visit,
      mayReveal,
      mayMove: () => !stillness.matches,
      announce,
      onCount(count) {
        if (count > counted) bar.onArrived(count - counted);
        counted = count;
        document.title = count > 0 ? `(${count}) ${title}` : title;
      },
      onHeadChanged: () => followed.restart(),
      onStatus: tellStatus,
    });
  }

  function tellStatus(kind: PublicRecord['change']['kind']): void {
    const sentences: Partial<Record<typeof kind, string>> = {
      'coverage-paused': words.live.paused,
      'coverage-resumed': words.live.resumed,
      'coverage-closed': words.live.closed,
      'coverage-reopened': words.live.reopened,
      'coverage-archived': words.live.archived,
    };
    const sentence = sentences[kind];
    if (sentence) announcer.say(sentence);
    if (kind !== 'coverage-archived') return;
    const [said, link] = stale.children;
    if (said) said.textContent = words.live.archived;
    if (link) link.textContent = words.live.readInOrder;
    stale.dataset.tone = 'good';
    stale.hidden = false;
  }

  const tellSeq = (seq: number | undefined): void => {
    part('complete-to').textContent = String(seq);
  };

  async function restart(): ReturnType<typeof swapPage> {
    await spread();
    const cursor = await swapPage();
    tellSeq(cursor.seq);
    title = document.title;
    timeline = makeTimeline(timeline.leave(), null);
    enableSharing(part('feed'), words.copied, announce);
    return cursor;
  }

  let timeline = makeTimeline([], recallVisit(coverageId, now()));
  enableSharing(feedAtFirst, words.copied, announce);
  pill.addEventListener('click', () => timeline.reveal());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      keepVisit(coverageId, timeline.shownUpTo, now());
      // Inside another site's page nothing is kept.
      if (hasChanged && self === top) navigator.serviceWorker?.controller?.postMessage(0);
      hasChanged = false;
    } else timeline.reconsider();
  });
  toggle.addEventListener('input', () => timeline.reconsider());
  // Inside another site's page nobody chooses: see embedded.ts.
  if (!toggle.hidden) keepChoice(toggle);
  const followed = followCoverage({
    coverageId,
    savesData,
    cursor: { epoch, seq: Number(seq) },
    onRecords(records) {
      timeline.apply(records);
      hasChanged = true;
      tellSeq(records.at(-1)?.seq);
    },
    onRestart: restart,
    onState: (phase) => bar.onPhase(phase),
    onAudience(readers) {
      part('audience').textContent = readers >= FEWEST_READERS_SHOWN ? words.readers(readers) : '';
    },
  });
}

/** The reader's choice is remembered on this device. */
function keepChoice(toggle: HTMLInputElement): void {
  const NAME = 'auto-reveal';
  try {
    toggle.checked = localStorage.getItem(NAME) !== 'off';
  } catch {
    // A browser that keeps nothing has the usual choice.
  }
  toggle.addEventListener('change', () => {
    try {
      localStorage.setItem(NAME, toggle.checked ? 'on' : 'off');
    } catch {
      // The choice holds until the page is left.
    }
  });
}

const feed = document.getElementById('feed');
if (feed?.dataset.coverageId) {
  const language: Language = feed.dataset.language === 'en' ? 'en' : 'vi';
  start(feed, language, await wordsIn(language));
}
