import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import { shiftsOf, watchShifts } from '../cast/layout-shifts.ts';
import type { PageWeight } from '../cast/page-weight.ts';
import { weigh } from '../cast/page-weight.ts';
import type { Program } from '../cli/a-program.ts';
import { aProgram } from '../cli/a-program.ts';

/** The demonstration, replayed to its end while two phones follow it: one at the top, one that scrolls and reads on. */
let folder: string;
let demo: Program;
let browser: Browser;
let url: string;
let address: string;
let halfWay: PageWeight;
const shifts: { top: number; scrolled: number } = { top: Number.NaN, scrolled: Number.NaN };

async function aPhone(): Promise<Page> {
  const { page } = await aReader(browser, url, PHONE);
  await follow(page, address);
  await watchShifts(page);
  return page;
}

beforeAll(async () => {
  [browser, folder] = await Promise.all([aBrowser(), mkdtemp(join(tmpdir(), 'plenary-weight-'))]);
  demo = aProgram('demo', ['--port', '0', '--no-replay'], folder);
  await demo.says(/As a reader +http\S+/u);
  url = /As a reader +(http:\/\/[^\s/]+)/u.exec(demo.said())?.[1] ?? '';
  const replay = aProgram('replay', ['--url', url, '--speed', '400'], folder);
  await replay.says(/starts /u);
  const home = await (await fetch(url)).text();
  address = url + (/href="(\/truc-tiep\/mo-phong[^"#]*)"/u.exec(home)?.[1] ?? '');
  const [top, scrolled] = await Promise.all([aPhone(), aPhone()]);
  await scrolled.locator('#feed article').nth(2).waitFor();
  await scrolled.locator('#feed article').nth(2).scrollIntoViewIfNeeded();
  // The discussion, fifth of seven items.
  await top.locator('#agenda li:nth-child(5)[data-state=now]').waitFor({ timeout: 100_000 });
  halfWay = await weigh(browser, address, PHONE);
  expect(await replay.ended, replay.said()).toBe(0);
  await top.locator('main[data-status=closed]').waitFor();
  [shifts.top, shifts.scrolled] = await Promise.all([shiftsOf(top), shiftsOf(scrolled)]);
}, 240_000);
afterAll(async () => {
  await browser.close();
  demo.child.kill('SIGTERM');
  await demo.ended;
  await rm(folder, { recursive: true, force: true });
});

describe('the demonstration, half-way', () => {
  it('[C30] a first visit takes at most 200 KiB and 14 requests, scripts 22 KiB of them, and asks nobody else', () => {
    const { requests, bytes, scriptBytes, workerBytes } = halfWay;
    console.log(
      `first visit: ${bytes} bytes, ${requests.length} requests, scripts ${scriptBytes} bytes; ` +
        `afterwards the service worker, ${workerBytes} bytes`,
    );
    expect(requests.filter((request) => !request.startsWith(url))).toEqual([]);
    expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(14);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThanOrEqual(200 * 1024);
    expect(scriptBytes).toBeGreaterThan(10 * 1024);
    expect(scriptBytes).toBeLessThanOrEqual(22 * 1024);
    expect(workerBytes).toBeGreaterThan(100);
    expect(workerBytes).toBeLessThanOrEqual(1.5 * 1024);
  });

  it('[C31] only the Latin and the Vietnamese font files are fetched', () => {
    const fonts = halfWay.requests.filter((request) => request.includes('.woff2'));
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter((font) => !/-(?:latin|vietnamese)-\d00-/u.test(font))).toEqual([]);
  });
});

it('[C33] over the whole replay the layout shifts by at most 0.05, at the top and scrolled down', () => {
  console.log(`layout shift over the replay: at the top ${shifts.top}, scrolled ${shifts.scrolled}`);
  expect(shifts.top).toBeLessThanOrEqual(0.05);
  expect(shifts.scrolled).toBeLessThanOrEqual(0.05);
});
