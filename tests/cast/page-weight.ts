import type { Browser, BrowserContextOptions } from 'playwright-core';

/** What a first visit took over the line. */
export interface PageWeight {
  readonly requests: readonly string[];
  /** With headers, as the server packed it. */
  readonly bytes: number;
  /** Of bodies of scripts only. */
  readonly scriptBytes: number;
  /** Of the service worker's script, which a browser fetches once everything else is there. */
  readonly workerBytes: number;
}

/** Opens a page for the first time, with nothing kept, and waits until its socket has caught up. */
export async function weigh(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<PageWeight> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  const urls = new Map<string, string>();
  const scripts = new Set<string>();
  let bytes = 0;
  let scriptBytes = 0;
  line.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith('http')) urls.set(requestId, request.url);
  });
  line.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type !== 'Script' && !response.url.endsWith('.js')) return;
    scripts.add(requestId);
    const length = Object.entries(response.headers).find(([name]) => /^content-length$/iu.test(name))?.[1];
    scriptBytes += Number(length);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) bytes += encodedDataLength;
  });
  const followed = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await page.goto(address, { waitUntil: 'networkidle' });
  await followed;
  const worker = await fetch(new URL('/sw.js', address), { headers: { 'accept-encoding': 'br' } });
  const workerBytes = Number(worker.headers.get('content-length'));
  await context.close();
  return { requests: [...urls.values()], bytes, scriptBytes, workerBytes };
}
