import type { Browser, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { listen } from './a-browser.ts';

/** Somebody who reads a page: what their browser complained of, and where else than here it went. */
export interface Reader {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly strangers: readonly string[];
}

export async function aReader(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const page = await (await browser.newContext(options)).newPage();
  const { complaints } = listen(page);
  const strangers: string[] = [];
  const { host } = new URL(origin);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(?:http|ws)s?:$/u.test(url.protocol) && url.host !== host) strangers.push(request.url());
  });
  return { page, complaints, strangers };
}

/** Opens a coverage and waits until the page holds all there is, and hears of what comes. */
export async function follow(page: Page, address: string): Promise<void> {
  const caughtUp = page.waitForEvent('websocket').then((socket) =>
    socket.waitForEvent('framereceived', {
      predicate: ({ payload }) => /"kind":"(?:caught-up|behind)"/u.test(String(payload)),
    }),
  );
  await page.goto(address);
  await caughtUp;
}

/** Passes a page's socket on; what tells of changes is told twice. @param hear what the server says */
export const doubleChanges = (socket: WebSocketRoute, hear: (message: string) => void): void => {
  const server = socket.connectToServer();
  server.onMessage((message) => {
    socket.send(message);
    if (String(message).includes('"changes"')) socket.send(message);
    hear(String(message));
  });
};
