// Keeps the last copy of pages that were read, and of the desks, so that they open without a network. No photos.
const PAGES = 'pages-1';
const DESKS = 'desks-1';
const FILES = 'files-1';
const MOST_PAGES = 30;
const MOST_FILES = 120;
/** Milliseconds after which a line that says nothing is as good as none, for a page that is kept. */
const PATIENCE = 8_000;
const NOT_KEPT = /^\/(?:en\/)?(?:desk|api|media|oembed|nhung)(?:\/|$)/;
/** The list of coverages, and the desk of one; of forms, what is true now is needed. */
const DESK = /^\/(?:en\/)?desk(?:\/(?!dang-nhap$|dang-xuat$|nhan-su$|thiet-lap$|moi$|nhap$)[\w-]+)?$/;
/** Somebody signs in or out: what is kept of desks is not for the next one at this device. */
const DOOR = /^\/(?:en\/)?desk\/dang-(?:nhap|xuat)$/;
const cacheOf = (path) => (DESK.test(path) ? DESKS : NOT_KEPT.test(path) ? null : PAGES);
const SAME = { ignoreVary: true };
/** The built ones never change; the other is fetched anew with each page that is kept. */
const isFile = (path) => path.startsWith('/_astro/') || path === '/manner.js';

addEventListener('install', () => skipWaiting());

addEventListener('activate', (event) => event.waitUntil(begin()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === 'POST' && DOOR.test(pathname)) event.waitUntil(caches.delete(DESKS));
  if (request.method !== 'GET') return;
  const name = cacheOf(pathname);
  if (isFile(pathname)) event.respondWith(fromFiles(request));
  else if (request.mode === 'navigate' && name) event.respondWith(openPage(event, name));
});

// An open page has changed since it was fetched: without this, what was withdrawn would come back with the copy.
addEventListener('message', (event) => event.waitUntil(keepAgain(event.source.url)));

async function begin() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => ![PAGES, DESKS, FILES].includes(name)).map((name) => caches.delete(name)),
  );
  await clients.claim();
  // The page that brought this worker, from the browser's own cache: its reader pays for it once.
  const open = await clients.matchAll({ type: 'window' });
  await Promise.all(open.map(({ url }) => keepAgain(url, 'force-cache')));
}

async function openPage(event, name) {
  const { request } = event;
  const pages = await caches.open(name);
  const kept = await pages.match(request, SAME);
  const network = fetch(request).then((answer) => {
    // The sign-in no longer holds: what is kept of desks is not for whoever has the device now.
    if (name === DESKS && [0, 401, 403].includes(answer.status)) event.waitUntil(caches.delete(DESKS));
    event.waitUntil(keep(pages, request.url, answer.clone()));
    return answer;
  });
  event.waitUntil(network.catch(() => undefined));
  if (!kept) return network;
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([network, patience]).catch(() => undefined);
  if (answer && answer.status < 500) return answer;
  // A desk says itself whether it has a line.
  return name === DESKS ? kept : withNote(kept);
}

async function keepAgain(address, cache = 'no-cache') {
  const url = new URL(address);
  const name = cacheOf(url.pathname);
  if (!name) return;
  url.hash = '';
  const pages = await caches.open(name);
  await keep(pages, url.href, await fetch(url, { cache }));
}

async function keep(pages, address, answer) {
  const url = new URL(address);
  url.hash = '';
  // Removed, or elsewhere now: the copy must not outlive the page.
  if (answer.status >= 400 && answer.status < 500) await pages.delete(url, SAME);
  const isPage = answer.headers.get('content-type')?.startsWith('text/html');
  if (answer.status !== 200 || !isPage || answer.redirected) return;
  const text = await answer.clone().text();
  // A login page of the Wi-Fi answers with 200, too.
  if (!/<main[^>]* id="main"/.test(text)) return;
  // Put last, so that the first is the one that was not read for the longest time.
  await pages.delete(url, SAME);
  await pages.put(url, answer);
  await forget(pages, MOST_PAGES);
  await keepFiles(text);
}

/** What a page names, and what its scripts name in turn. */
async function keepFiles(text) {
  const files = await caches.open(FILES);
  const named = new Set(text.match(/\/(?:_astro\/[\w.-]+\.(?:css|js|woff2)|manner\.js)/g));
  for (const file of named) {
    if (file !== '/manner.js' && (await files.match(file, SAME))) continue;
    await files.add(file);
    if (!file.endsWith('.js')) continue;
    const script = await (await files.match(file, SAME)).text();
    for (const [, name] of script.matchAll(/["'`]\.\/([\w.-]+\.(?:js|css))["'`]/g))
      named.add(`/_astro/${name}`);
  }
  await forget(files, MOST_FILES);
}

async function forget(cache, most) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

async function fromFiles(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request, SAME);
  if (kept) return kept;
  const answer = await fetch(request);
  // A device that is full keeps nothing; what came is shown all the same.
  if (answer.ok) files.put(request, answer.clone()).catch(() => undefined);
  return answer;
}

/** A kept copy says so, and since when. */
async function withNote(kept) {
  const text = await kept.text();
  const english = /<html lang="en"/.test(text);
  const note = `<p id="kept" class="kept" role="status">${said(new Date(kept.headers.get('date')), english)}</p>`;
  return new Response(text.replace(/(?=<main)/, note), kept);
}

function said(at, english) {
  const zone = { timeZone: 'Asia/Ho_Chi_Minh' };
  const day = at.toLocaleDateString(english ? 'en-GB' : 'vi-VN', zone);
  const [hour, minute] = at
    .toLocaleTimeString('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' })
    .split(':');
  const isToday = day === new Date().toLocaleDateString(english ? 'en-GB' : 'vi-VN', zone);
  const date = isToday ? '' : english ? ` on ${day}` : `, ngày ${day}`;
  return english
    ? `No network: the copy kept at ${hour}:${minute}${date}.`
    : `Không có mạng: bản lưu lúc ${Number(hour)}h${minute}${date}.`;
}
