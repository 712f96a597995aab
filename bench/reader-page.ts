import { parseArgs } from 'node:util';
import chromiumPackage from '@sparticuz/chromium';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { v7 } from 'uuid';
import { aCommand, anAbout, anItem, aPost, at } from '../tests/cast/a-coverage.ts';
import { aServer, removeFolders } from '../tests/cast/a-server.ts';

/**
 * What a cheap phone feels on a coverage of 500 entries (C32, C34): the largest paint at 1.6 Mbit/s, 150 ms and a CPU
 * four times slower, and the longest answer to a tap while one scrolls and reads, at a CPU six times slower; apart from
 * it the size of text, which lays the whole page out anew. Beside it, in the same rounds, the same HTML without its
 * scripts: what the page would take if it did nothing.
 *
 * Usage: node bench/reader-page.ts [--rounds 5] [--entries 500]
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, entries: { type: 'string', default: '500' } },
});
const ROUNDS = Number(values.rounds);
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
const STATEMENT =
  'Đại biểu đề nghị sớm hoàn thành tuyến đường nối trung tâm huyện với các xã vùng cao, bố trí đủ vốn cho trường học, ' +
  'trạm y tế và nước sạch, đồng thời giao chỉ tiêu trồng rừng đến từng thôn để cuối năm có thể kiểm tra. ';

const server = await aServer();
const token = await server.consoleToken();
const coverageId = v7();
const item = anItem('9h00', 'Thảo luận');
const send = async (command: unknown): Promise<void> => {
  const response = await fetch(`${server.url}/api/v1/commands`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });
  if (!response.ok) throw new Error(await response.text());
};
await send(aCommand(coverageId, { kind: 'create-coverage', about: anAbout(), agenda: [item] }));
await send(aCommand(coverageId, { kind: 'open-coverage' }));
await send(aCommand(coverageId, { kind: 'start-agenda-item', itemId: item.id, at: at('9h00') }));
const post = (text: string): Promise<void> =>
  send(aPost(coverageId, text, { itemId: item.id, at: at('9h01') }));
for (let n = 0; n < Number(values.entries); n += 1) await post(`Ý kiến thứ ${n}: ${STATEMENT.repeat(4)}`);
const address = `${server.url}/truc-tiep/${anAbout().slug}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? (await chromiumPackage.executablePath()),
  args: ['--no-sandbox', '--disable-gpu'],
});

async function aPhone(on: Browser, isScripted: boolean): Promise<{ page: Page; line: CDPSession }> {
  const context = await on.newContext(PHONE);
  const page = await context.newPage();
  if (!isScripted) await page.route('**/*.js', (route) => route.abort());
  return { page, line: await context.newCDPSession(page) };
}

/** @returns milliseconds to the largest paint, and the longest task before it */
async function paint(isScripted: boolean): Promise<[number, number]> {
  const { page, line } = await aPhone(browser, isScripted);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 90_000,
  });
  await line.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address, { waitUntil: 'networkidle' });
  const seen = await page.evaluate(async () => {
    const entries = (type: string): Promise<PerformanceEntry[]> =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
        setTimeout(resolve, 300, []);
      });
    const largest = (await entries('largest-contentful-paint')).at(-1)?.startTime ?? Number.NaN;
    const tasks = (await entries('longtask')).filter(({ startTime }) => startTime < largest);
    return [largest, Math.max(0, ...tasks.map(({ duration }) => duration))] as [number, number];
  });
  await page.context().close();
  return seen;
}

/** @returns milliseconds of the longest answer to a tap while one scrolls and reads, and to a tap on the size of text */
async function tap(): Promise<[number, number]> {
  const { page, line } = await aPhone(browser, true);
  await page.goto(address, { waitUntil: 'networkidle' });
  await line.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.evaluate(() => {
    const slow = { longest: 0 };
    Object.assign(globalThis, { slow });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) slow.longest = Math.max(slow.longest, duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  /** Once it was painted. */
  const longest = (): Promise<number> =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      const { slow } = globalThis as never as { slow: { longest: number } };
      const { longest } = slow;
      slow.longest = 0;
      return longest;
    });
  for (let n = 0; n < 20; n += 1) {
    await page.mouse.wheel(0, 900);
    if (n % 5 === 4) await page.touchscreen.tap(180, 500);
  }
  await post('Ý kiến cuối cùng.');
  await page.locator('#pill:not([hidden])').tap();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H3');
  await page.getByRole('button', { name: 'Đổi nền sáng, tối' }).tap();
  const reading = await longest();
  await page.getByRole('button', { name: 'Chữ lớn hơn' }).tap();
  const size = await longest();
  await page.context().close();
  return [reading, size];
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

type Figure = 'bare' | 'largest' | 'task' | 'tap' | 'size';
const rounds: Record<Figure, number>[] = [];
for (let n = 0; n < ROUNDS; n += 1) {
  const [bare] = await paint(false);
  const [largest, task] = await paint(true);
  const [reading, size] = await tap();
  rounds.push({ bare, largest, task, tap: reading, size });
  console.log(JSON.stringify(rounds.at(-1)));
}
const of = (what: Figure): number => median(rounds.map((round) => round[what]));
console.log(
  [
    `medians of ${ROUNDS} rounds`,
    `largest paint ${of('largest').toFixed(0)} ms (aim 2500), without scripts ${of('bare').toFixed(0)} ms: ratio ${(of('largest') / of('bare')).toFixed(2)}`,
    `longest task before it ${of('task').toFixed(0)} ms (aim 200)`,
    `longest answer to a tap while reading ${of('tap').toFixed(0)} ms (aim 200), to the size of text ${of('size').toFixed(0)} ms`,
  ].join('\n'),
);
await browser.close();
await server.stop();
await removeFolders();
