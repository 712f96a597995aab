import { readFile } from 'node:fs/promises';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFurtherCoverage } from '../cast/a-further-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

const TITLE = 'Hội nghị "giữ rừng" & <b>nước</b>';
let server: TestServer;
let newsroom: TestNewsroom;
let entryId: string;
let gone: string;
beforeAll(async () => {
  server = await aServer();
  newsroom = await aNewsroom(server);
  entryId = await newsroom.post('Toàn tỉnh trồng 120 ha rừng.');
  gone = await newsroom.post('Câu này sẽ được gỡ.');
  await newsroom.ask({ kind: 'withdraw-entry', entryId: gone, reason: 'Nhầm' });
});
afterAll(async () => {
  await server.stop();
  await removeFolders();
});

const ask = (query: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/oembed?${new URLSearchParams(query)}`);
const embed = (page: string): string => page.replace('/truc-tiep/', '/nhung/');

describe('oEmbed', () => {
  it('[C40] a coverage and an entry are rich, with a frame of ours, in both languages', async () => {
    const english = newsroom.page.replace('/truc-tiep', '/en/truc-tiep');
    for (const url of [
      newsroom.page,
      `${newsroom.page}/e/${entryId}`,
      english,
      `${newsroom.page}?page=2#e-x`,
    ]) {
      const answer = await ask({ url });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      const said = await answer.json();
      expect(said).toMatchObject({
        version: '1.0',
        type: 'rich',
        provider_name: 'Plenary',
        thumbnail_width: 1200,
      });
      expect(said.title.length).toBeGreaterThan(5);
      const frame = /<iframe src="([^"]+)"/u.exec(said.html)?.[1] ?? '';
      expect(frame).toBe(embed(url.replace(/[?#].*$/u, '')));
      expect((await fetch(frame)).status).toBe(200);
      expect((await fetch(said.thumbnail_url)).status).toBe(200);
      const noscript = /<noscript><a href="([^"]+)">/u.exec(said.html)?.[1] ?? '';
      expect((await fetch(noscript)).status).toBe(200);
    }
  });

  it('[C40] says the same in XML, and keeps to the size that was asked for', async () => {
    const sizes = { maxwidth: '320', maxheight: '200' };
    const json = await (await ask({ url: newsroom.page, ...sizes })).json();
    expect([json.width, json.height, json.thumbnail_url]).toEqual([320, 200, undefined]);
    const answer = await ask({ url: newsroom.page, format: 'xml', ...sizes });
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const text = await answer.text();
    expect(XMLValidator.validate(text)).toBe(true);
    const { oembed } = new XMLParser({ parseTagValue: false }).parse(text);
    expect(oembed).toEqual(
      Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)])),
    );
    for (const maxwidth of ['0', '-1', 'wide', '1e99'])
      expect((await (await ask({ url: newsroom.page, maxwidth })).json()).width).toBe(640);
  });

  it('what an editor wrote cannot leave its place', async () => {
    const token = await newsroom.token('ada');
    const odd = await aFurtherCoverage(server.url, token, {
      slug: 'chu-la',
      title: TITLE.replace(/<[^>]*>/gu, ''),
    });
    await odd.ask({ kind: 'open-coverage' });
    const { html, title } = await (await ask({ url: odd.page })).json();
    expect(title).toContain('"giữ rừng" &');
    expect(html).toContain('title="Hội nghị &quot;giữ rừng&quot; &amp; nước"');
  });

  it('[P4] answers 404 for what is not here or no more, 501 for another form', async () => {
    const token = await newsroom.token('ada');
    const draft = await aFurtherCoverage(server.url, token, { slug: 'ban-nhap', title: 'Bản nháp' });
    const elsewhere = newsroom.page.replace('127.0.0.1', 'elsewhere.example');
    const addresses = [
      draft.page,
      elsewhere,
      server.url,
      `${server.url}/truc-tiep/khong-co`,
      `${newsroom.page}/e/khong-co`,
      `${newsroom.page}/e/${gone}`,
      'no address',
      '',
    ];
    for (const url of addresses) {
      const answer = await ask({ url });
      expect([url, answer.status, await answer.text()]).toEqual([url, 404, '']);
    }
    expect((await fetch(`${server.url}/oembed`)).status).toBe(404);
    expect((await ask({ url: newsroom.page, format: 'yaml' })).status).toBe(501);
  });

  it('is found from the page of a coverage and of an entry', async () => {
    for (const page of [
      newsroom.page,
      `${newsroom.page}/e/${entryId}`,
      newsroom.page.replace('/truc', '/en/truc'),
    ]) {
      const html = await (await fetch(page)).text();
      for (const type of ['application/json+oembed', 'text/xml+oembed']) {
        const link = new RegExp(
          `<link rel="alternate" type="${type.replace('+', '\\+')}"[^>]* href="([^"]+)"`,
          'u',
        ).exec(html)?.[1];
        const answer = await fetch((link ?? '').replaceAll('&#38;', '&').replaceAll('&amp;', '&'));
        expect(answer.status).toBe(200);
        expect(await answer.text()).toContain(new URL(embed(page)).pathname);
      }
    }
    expect(await (await fetch(`${newsroom.page}/e/${gone}`)).text()).not.toContain('oembed');
  });
});

describe('the pages for frames of other sites', () => {
  const policyOf = async (url: string): Promise<string> =>
    /frame-ancestors ([^;]*)/u.exec((await fetch(url)).headers.get('content-security-policy') ?? '')?.[1] ??
    '';

  it('[C40] may stand in any frame; no other page may stand in one', async () => {
    for (const page of [
      embed(newsroom.page),
      embed(`${newsroom.page}/e/${entryId}`),
      embed(newsroom.page).replace('/nhung', '/en/nhung'),
    ]) {
      expect(await policyOf(page)).toBe('*');
      const { headers } = await fetch(page);
      expect([headers.get('x-frame-options'), headers.get('set-cookie')]).toEqual([null, null]);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    for (const path of ['', '/en', '/desk', '/tim', '/nhung', '/nhung/khong-co', '/truc-tiep/nhung/x'])
      expect([path, await policyOf(`${server.url}${path}`)]).toEqual([path, "'none'"]);
    expect(await policyOf(newsroom.page)).toBe("'none'");
  });

  it('have every entry in their HTML, belong to the whole page for search engines, and are 410 with the entry', async () => {
    const html = await (await fetch(embed(newsroom.page))).text();
    expect(html).toContain('Toàn tỉnh trồng 120 ha rừng.');
    expect(html).not.toContain('sẽ được gỡ');
    expect(html).toContain(`<link rel="canonical" href="${newsroom.page}"`);
    expect(html).toContain('<meta name="robots" content="noindex"');
    expect(html).toContain('<base target="_blank"');
    const stub = await fetch(embed(`${newsroom.page}/e/${gone}`));
    expect(stub.status).toBe(410);
    expect(await stub.text()).toMatch(/đã được gỡ/u);
  });

  it('[C40] the script for other sites is less than 1 KiB', async () => {
    const script = await fetch(`${server.url}/embed.js`);
    expect(script.headers.get('content-type')).toMatch(/javascript/u);
    expect((await script.text()).length).toBeLessThan(1_024);
    expect(await readFile(new URL('../../public/embed.js', import.meta.url), 'utf8')).toContain('origin');
  });
});
