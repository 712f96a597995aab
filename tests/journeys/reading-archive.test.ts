import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Image } from '#domain/block.ts';
import type { ArchiveManifest } from '#domain/ports.ts';
import { aBrowser } from '../cast/a-browser.ts';
import { aText, at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { aJpeg } from '../media/some-photos.ts';

const GONE = 'Câu này nói nhầm về đập nước và bị gỡ.';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let folder: string;
let manifest: ArchiveManifest;
let image: Image;
let before: string;
let corrected: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const [opening, report] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: at('8h00') });
  corrected = await newsroom.post('Dự hội nghị có 110 đại biểu.', { itemId: opening?.id ?? null });
  const gone = await newsroom.post(GONE, { itemId: opening?.id ?? null });
  await newsroom.ask({ kind: 'withdraw-entry', entryId: gone, reason: 'Nói nhầm' });
  await newsroom.ask({
    kind: 'correct-entry',
    entryId: corrected,
    base: 1,
    content: aText('Dự hội nghị có 120 đại biểu.'),
    note: 'Số đại biểu đúng là 120.',
  });
  const upload = await fetch(`${server.url}/api/v1/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await newsroom.token('ines')}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(await aJpeg({ width: 900, height: 600 })),
  });
  expect(upload.status).toBe(201);
  image = (await upload.json()) as Image;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: report?.id ?? '', at: at('8h35') });
  await newsroom.post('', {
    itemId: report?.id ?? null,
    at: at('8h40'),
    content: {
      kind: 'photo',
      blocks: [
        {
          type: 'figure',
          id: '0195a000-0000-7000-8000-00000000cccc',
          kind: 'scene',
          image,
          caption: 'Toàn cảnh hội trường.',
          credit: 'Ines',
          alt: 'Các hàng ghế kín người.',
        },
      ],
    },
  });
  await newsroom.ask({ kind: 'close-coverage' });
  await newsroom.ask({ kind: 'archive-coverage' });
  folder = join(server.contentDir, 'archive', newsroom.slug);
  manifest = await vi.waitFor(
    async () => JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ArchiveManifest,
    10_000,
  );
  before = await (await fetch(newsroom.page)).text();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the folder of an archived coverage', () => {
  it('holds every file it lists, and no other, each with the sum it says', async () => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(names.filter((name) => name !== 'manifest.json').sort()).toEqual(
      Object.keys(manifest.files).sort(),
    );
    for (const [path, { sha256: sum, bytes }] of Object.entries(manifest.files)) {
      const file = await readFile(join(folder, path));
      expect([sha256(file), file.length], path).toEqual([sum, bytes]);
    }
    expect(Object.keys(manifest.files).filter((path) => path.startsWith('media/'))).toHaveLength(
      image.widths.length,
    );
  });

  it('[5] holds nothing of what was withdrawn or corrected', async () => {
    for (const path of Object.keys(manifest.files)) {
      const text = await readFile(join(folder, path), 'utf8');
      expect(text, path).not.toContain('đập nước');
      expect(text, path).not.toContain('110 đại biểu');
      expect(text, path).not.toContain('Nói nhầm');
    }
  });
});

describe('the record', () => {
  it('is read from start to end without a script, and shows its seal', async () => {
    const { page, complaints } = await aReader(browser, server.url, { javaScriptEnabled: false });
    await page.goto(newsroom.page);
    expect(await page.locator('#feed h2 time').allTextContents()).toEqual(['8h00', '8h35']);
    expect(await page.locator('.seal code').allTextContents()).toEqual([manifest.seal, manifest.chain]);
    expect(await page.locator('script[type=module], #pill, #auto-reveal').count()).toBe(0);
    expect(await page.locator('.correction').textContent()).toContain('Số đại biểu đúng là 120.');
    await page.locator('.record-corrections a').click();
    expect(new URL(page.url()).hash).toBe(`#e-${corrected}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('outlives everything the newsroom has: page, lists, entries and photos', async () => {
    await server.stop();
    await rm(server.dataDir, { recursive: true, force: true });
    server = await server.again();
    const get = async (path: string): Promise<Response> => fetch(new URL(path, server.url));

    expect(await (await get(newsroom.page)).text()).toBe(before);
    for (const path of ['/', '/luu-tru', '/en', '/en/luu-tru'])
      expect(await (await get(path)).text(), path).toContain(`/truc-tiep/${newsroom.slug}"`);
    const entry = await get(`${newsroom.page}/e/${corrected}`);
    expect(entry.status).toBe(200);
    expect(await entry.text()).toContain('120 đại biểu');

    const { page, complaints } = await aReader(browser, server.url);
    await page.goto(newsroom.page);
    const photo = page.locator('#feed img');
    await photo.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('#feed img')?.complete);
    expect(await photo.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(0);
    for (const width of image.widths)
      expect((await get(`/media/${image.id}-${width}.webp`)).status).toBe(200);
    expect(complaints).toEqual([]);
  });
});
