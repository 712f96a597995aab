import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { KillableBrowser } from '../cast/a-killable-browser.ts';
import { textIn } from '../journeys/desk-acts.ts';

/** A person's hands at the desk of one coverage, in a real browser. They use what everybody has: fields and buttons. */
export interface DeskHands {
  /** Number of the page they are at. */
  readonly page: number;
  /** Opens the desk on a new page. */
  open(): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
  /** The desk is alive, and has taken up what the device kept. @returns the text that stands in the composer */
  ready(): Promise<string>;
  write(text: string): Promise<void>;
  /** The desk says that the draft is on the device. */
  draftIsKept(): Promise<void>;
  /** Once: hands over. Once more, with an empty composer: does not wait for the time to take it back. */
  send(): Promise<void>;
  online(): Promise<void>;
  /** What an `online` of the device does: the desk tries at once. */
  networkIsBack(): Promise<void>;
  /** Nothing waits on the device any more, and no draft is left. */
  rest(): Promise<void>;
}

/** Milliseconds. */
const PATIENCE = 60_000;
const LOOK_EVERY = 50;

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const latest = performance.now() + PATIENCE;
  while (!(await holds())) {
    if (performance.now() > latest) throw new Error(`Not within a minute: ${what}.`);
    await wait(LOOK_EVERY);
  }
}

export function deskHands(browser: KillableBrowser, address: string): DeskHands {
  let page: Page | null = null;
  let count = 0;

  const at = (): Page => {
    if (!page) throw new Error('No desk is open.');
    return page;
  };
  const field = () => at().locator('.composer-text');
  const text = (): Promise<string> => textIn(field());

  return {
    get page() {
      return count;
    },
    async open() {
      page = await browser.newPage();
      count += 1;
      page.setDefaultTimeout(PATIENCE);
      page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
      await page.goto(address);
    },
    async reload() {
      count += 1;
      await at().reload();
    },
    async close() {
      await at().close();
      page = null;
    },
    async ready() {
      await at().locator('astro-island:not([ssr]) .composer-text').waitFor();
      await until(() => at().evaluate(composerHasTheDraft), 'the draft stands in the composer');
      return text();
    },
    async write(words) {
      await field().fill(words);
      // The editor may come in the place of the plain field in just this moment.
      if ((await text()) !== words) await field().fill(words);
    },
    async draftIsKept() {
      await at().getByText('Đã lưu nháp trên máy này').waitFor();
    },
    async send() {
      await at().locator('.composer .send').click();
    },
    async online() {
      await at().locator('.line.online').waitFor();
    },
    async networkIsBack() {
      await at().evaluate(() => window.dispatchEvent(new Event('online')));
    },
    async rest() {
      await until(() => at().evaluate(nothingIsLeft), 'everything is sent');
    },
  };
}

/* Run in the page. A database that the desk has not made yet must not be made by these. */

async function composerHasTheDraft(): Promise<boolean> {
  const found = await indexedDB.databases();
  if (!found.some(({ name, version }) => name === 'plenary-desk' && version === 2)) return false;
  const names = await new Promise<IDBValidKey[]>((resolve, reject) => {
    const opening = indexedDB.open('plenary-desk');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('words').objectStore('words').getAllKeys();
      reading.onsuccess = () => resolve(reading.result);
      opening.result.close();
    };
  });
  const composer = document.querySelector<HTMLElement>('.composer-text');
  const text = composer instanceof HTMLTextAreaElement ? composer.value : (composer?.innerText ?? '');
  return text.trim() !== '' || !names.some((name) => String(name).endsWith(':draft'));
}

async function nothingIsLeft(): Promise<boolean> {
  const count = await new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open('plenary-desk');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('words').objectStore('words').count();
      reading.onsuccess = () => resolve(reading.result);
      opening.result.close();
    };
  });
  return count === 0 && document.querySelector('.entry.pending') === null;
}
