import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import type { CaptivePortal, Manner } from '../cast/a-captive-portal.ts';
import { aCaptivePortal } from '../cast/a-captive-portal.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, textIn } from './desk-acts.ts';

let portal: CaptivePortal;
let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let desk: string;

beforeAll(async () => {
  portal = await aCaptivePortal();
  [server, browser] = await Promise.all([aServer(portal.url), aBrowser()]);
  portal.leadTo(server.url);
  newsroom = await aNewsroom({ ...server, url: portal.url });
  ({ desk } = newsroom);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([portal.close(), server.stop()]);
  await removeFolders();
});

/** The texts of all entries in the log, in its order; asked for past the portal. */
async function published(): Promise<string[]> {
  const listed = await (await fetch(`${server.url}/api/v1/coverages`)).json();
  const { epoch } = listed.coverages[0].cursor;
  const path = `/api/v1/coverages/${newsroom.coverageId}/changes?epoch=${epoch}&after=0`;
  const { changes } = await (await fetch(server.url + path)).json();
  return changes.flatMap(({ change }: { change: { kind: string; entry?: { content: unknown } } }) =>
    change.kind === 'entry-posted'
      ? [...JSON.stringify(change.entry?.content).matchAll(/"text":"([^"]*)"/gu)].map(([, text]) => text)
      : [],
  );
}

async function post(page: Page, text: string): Promise<void> {
  const acts = atDesk(page);
  await acts.write(text);
  await acts.post();
}

const saysOf = (page: Page, text: string) => atDesk(page).entry(text).locator('.facts').textContent();

describe('a desk behind Wi-Fi that answers for everybody', () => {
  const FOREIGN: readonly Manner[] = ['login-page', 'redirect', 'bad-gateway', 'small-talk'];
  const textOf = (manner: Manner): string => `Tin viết khi mạng là ${manner}.`;
  let page: Page;

  it('[I3] takes no page, redirect, fault or foreign JSON for a receipt: what was written waits on the device', async () => {
    page = await newsroom.signIn(browser, 'ines');
    await atDesk(page).open(desk);
    const begun = portal.commandIds.length;
    for (const manner of FOREIGN) {
      portal.becomes(manner);
      // Whoever tries a second time has heard the first answer; every manner but the last has a successor.
      const tries = portal.commandIds.length + (manner === FOREIGN.at(-1) ? 2 : 1);
      await post(page, textOf(manner));
      await expect
        .poll(() => portal.commandIds.length, { timeout: 60_000, interval: 250 })
        .toBeGreaterThanOrEqual(tries);
      for (const text of FOREIGN.slice(0, FOREIGN.indexOf(manner) + 1).map(textOf))
        expect(await saysOf(page, text)).toMatch(/Chờ gửi|Đang gửi/u);
      expect(await published()).toEqual([]);
    }
    // The oldest is tried until it is answered, and nothing before it.
    expect(new Set(portal.commandIds.slice(begun)).size).toBe(1);
    expect(await page.locator('.desk-bar').textContent()).toContain('4 tin chờ gửi');
  });

  it('[I3] [I5] sends again what was taken when its receipt broke off, and each is published once, in order', async () => {
    portal.becomes('broken-off');
    await expect.poll(published, { timeout: 60_000, interval: 250 }).toEqual([textOf('login-page')]);
    expect(await saysOf(page, textOf('login-page'))).toMatch(/Chờ gửi|Đang gửi/u);

    portal.becomes('open');
    for (const manner of FOREIGN)
      await atDesk(page)
        .entry(textOf(manner))
        .getByText(/Đã đăng/u)
        .waitFor();
    expect(await published()).toEqual(FOREIGN.map(textOf));
    for (const manner of FOREIGN) expect(await atDesk(page).entry(textOf(manner)).count()).toBe(1);
    expect(await page.locator('.desk-bar').textContent()).not.toContain('chờ gửi');
    await page.context().close();
  });
});

describe('a reporter with two pages of one desk', () => {
  const [FIRST, SECOND, THIRD] = ['Tin ở trang thứ nhất.', 'Tin ở trang thứ hai.', 'Tin sau khi đóng trang.'];

  it('[I3] [I5] has one of them send, each post once, and both show what waits and what is published', async () => {
    const one = await newsroom.signIn(browser, 'ines');
    await atDesk(one).open(desk);
    await atDesk(one).write(FIRST);
    await one.getByText('Đã lưu nháp').waitFor();
    const other = await one.context().newPage();
    await atDesk(other).open(desk);
    expect(await textIn(other.locator('.composer-text'))).toBe(FIRST);

    portal.becomes('login-page');
    await atDesk(one).post();
    await atDesk(other).entry(FIRST).getByText('Chờ gửi').waitFor();
    expect(await textIn(other.locator('.composer-text'))).toBe('');
    await post(other, SECOND);
    await atDesk(one).entry(SECOND).getByText('Chờ gửi').waitFor();

    const before = portal.commandIds.length;
    const earlier = await published();
    portal.becomes('without-sockets');
    await expect.poll(published, { timeout: 60_000, interval: 250 }).toEqual([...earlier, FIRST, SECOND]);
    for (const page of [one, other])
      for (const text of [FIRST, SECOND])
        await atDesk(page).entry(text).getByText('Tòa soạn đã nhận').waitFor();
    const sent = portal.commandIds.slice(before);
    expect(sent).toHaveLength(new Set(sent).size);

    // Whichever sent so far: the page that is left goes on.
    portal.becomes('login-page');
    await post(one, THIRD);
    await atDesk(other).entry(THIRD).getByText('Chờ gửi').waitFor();
    await one.close({ runBeforeUnload: false });
    portal.becomes('open');
    for (const text of [FIRST, SECOND, THIRD])
      await atDesk(other)
        .entry(text)
        .getByText(/Đã đăng/u)
        .waitFor();
    expect(await published()).toEqual([...earlier, FIRST, SECOND, THIRD]);
    await other.context().close();
  });
});

describe('a desk whose newsroom has a full disk', () => {
  const TEXT = 'Tin viết khi đĩa đầy.';

  it('[I13] says so in words, keeps the post, and takes the words away when there is space again', async () => {
    const page = await newsroom.signIn(browser, 'ines');
    await atDesk(page).open(desk);
    const words = page.locator('.desk-bar').getByText('Đĩa của tòa soạn đã đầy');
    portal.becomes('full-disk');
    await post(page, TEXT);
    await words.waitFor();
    await atDesk(page).entry(TEXT).getByText('Chờ gửi').waitFor();
    expect(await published()).not.toContain(TEXT);

    await page.reload();
    await words.waitFor();
    portal.becomes('open');
    await words.waitFor({ state: 'detached' });
    await atDesk(page)
      .entry(TEXT)
      .getByText(/Đã đăng/u)
      .waitFor();
    expect((await published()).filter((text) => text === TEXT)).toHaveLength(1);
    await page.context().close();
  });
});
