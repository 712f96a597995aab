import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, vi } from 'vitest';
import type { Command, CommandBody } from '#domain/command.ts';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import type { Program } from '../cli/a-program.ts';
import { aProgram } from '../cli/a-program.ts';
import { aPost, aText } from './a-coverage.ts';

/** One page of every kind. */
export const PLAYED_PAGES = [
  'home',
  'home in English',
  'live coverage',
  'live coverage in English',
  'oldest first',
  'second part',
  'whole coverage',
  'entry',
  'entry in English',
  'archived coverage',
  'coverage inside another site',
  'archived coverage inside another site',
  'entry inside another site',
  'archive',
  'documents',
  'document',
  'venue',
  'speaker',
  'search with hits',
  'search without hits',
  'search inside a coverage',
  'search before words',
  'page that never was',
  'withdrawn entry',
  'sign-in',
  'desks',
  'desk of a coverage',
  'settings of a coverage',
  'new coverage',
  'import',
  'staff',
] as const;

/** The demonstration in the middle of its conference, as everybody is served it. */
export interface PlayedSite {
  readonly url: string;
  /** The live coverage, which has several parts, a correction and a withdrawn entry. */
  readonly live: string;
  readonly pages: Readonly<
    Record<(typeof PLAYED_PAGES)[number], { readonly path: string; readonly status: number }>
  >;
  /** What is at a path; the desks as the editor sees them. Fails the test at any status but this. */
  text(path: string, status?: number): Promise<string>;
  stop(): Promise<void>;
}

/** More than a page holds. */
const MORE_ENTRIES = 65;

export async function aPlayedSite(): Promise<PlayedSite> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-played-'));
  const demo = aProgram('demo', ['--port', '0', '--no-replay'], folder);
  const stop = async (): Promise<void> => {
    demo.child.kill('SIGTERM');
    await demo.ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await demo.says(/As a reader +http\S+\n/u);
    return { ...(await play(demo, folder)), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function play(demo: Program, folder: string): Promise<Omit<PlayedSite, 'stop'>> {
  const url = /As a reader +(http:\/\/\S+)\//u.exec(demo.said())?.[1] ?? '';
  const replay = aProgram('replay', ['--url', url, '--speed', '600', '--until', '9h40'], folder);
  expect(await replay.ended, replay.said()).toBe(0);
  await demo.says('has its pictures');
  const live = /(\/truc-tiep\/mo-phong-[\w-]+)/u.exec(replay.said())?.[1] ?? '';

  const { login, password } = DEMONSTRATION_ACCOUNTS[0] ?? {};
  const json = { 'content-type': 'application/json' };
  const signIn = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ login, password }),
  });
  const authorization = `Bearer ${((await signIn.json()) as { token: string }).token}`;
  const text = async (path: string, status = 200): Promise<string> => {
    const staff = path.startsWith('/desk') && path !== '/desk/dang-nhap';
    // A checker keeps this thread for seconds: a connection that was kept open is gone by then.
    const headers = { connection: 'close', ...(staff && { authorization }) };
    const response = await fetch(url + path, { headers, redirect: 'manual' });
    expect(response.status, path).toBe(status);
    return response.text();
  };

  const { coverages } = JSON.parse(await text('/api/v1/coverages')) as {
    coverages: { id: string; slug: string }[];
  };
  const coverageId = coverages.find((one) => live.endsWith(`/${one.slug}`))?.id ?? '';
  const ask = async (body: CommandBody): Promise<void> => {
    const command: Command = { id: v7(), coverageId, ...body };
    const answer = await fetch(`${url}/api/v1/commands`, {
      method: 'POST',
      headers: { ...json, authorization },
      body: JSON.stringify(command),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
  };
  const ids: string[] = [];
  const posted: Promise<void>[] = [];
  const now = new Date().toISOString();
  for (let n = 1; n <= MORE_ENTRIES; n += 1) {
    const content = aText(`Ý kiến thứ ${n}: "giữ rừng" & làm đường, 5 < 7.`);
    const { id: _, coverageId: __, ...post } = aPost('', '', { at: now, begunAt: now, content });
    posted.push(ask(post));
    ids.push(post.entryId);
  }
  await Promise.all(posted);
  const [corrected = '', withdrawn = ''] = ids;
  await ask({
    kind: 'correct-entry',
    entryId: corrected,
    base: 1,
    content: aText('Ý kiến thứ nhất về giữ rừng & làm đường.'),
    note: 'Sửa “làm” thành “làm đường”.',
    showChange: true,
  });
  await ask({ kind: 'withdraw-entry', entryId: withdrawn, reason: 'Nhầm' });

  const coverage = await text(`${live}?page=all`);
  const linkIn = (html: string, pattern: RegExp): string => {
    const path = pattern.exec(html)?.[1] ?? '';
    expect(path, String(pattern)).not.toBe('');
    return path;
  };
  const archived = await vi.waitFor(
    async () => linkIn(await text('/luu-tru'), /href="(\/truc-tiep\/hoi-nghi[^"]*)"/u),
    30_000,
  );
  const slug = live.slice('/truc-tiep/'.length);
  const page = (path: string, status = 200) => ({ path, status });
  return {
    url,
    live,
    pages: {
      home: page('/'),
      'home in English': page('/en'),
      'live coverage': page(live),
      'live coverage in English': page(`/en${live}`),
      'oldest first': page(`${live}?order=cu`),
      'second part': page(`${live}?page=2&order=cu`),
      'whole coverage': page(`${live}?page=all`),
      entry: page(`${live}/e/${corrected}`),
      'entry in English': page(`/en${live}/e/${corrected}`),
      'archived coverage': page(archived),
      'coverage inside another site': page(`/nhung/${slug}`),
      'archived coverage inside another site': page(archived.replace('/truc-tiep', '/nhung')),
      'entry inside another site': page(`/en/nhung/${slug}/e/${corrected}`),
      archive: page('/luu-tru'),
      documents: page('/van-kien'),
      document: page(linkIn(await text('/van-kien'), /href="(\/van-kien\/[^"]+)"/u)),
      venue: page(linkIn(coverage, /href="(\/diem-cau\/[^"]+)"/u)),
      speaker: page(linkIn(coverage, /href="(\/nguoi-phat-bieu\/[^"]+)"/u)),
      'search with hits': page('/tim?q=rung'),
      'search without hits': page('/tim?q=khongcogica'),
      'search inside a coverage': page(`/tim?q=rung&trong=${slug}`),
      'search before words': page('/tim'),
      'page that never was': page('/khong-co-trang-nay', 404),
      'withdrawn entry': page(`${live}/e/${withdrawn}`, 410),
      'sign-in': page('/desk/dang-nhap'),
      desks: page('/desk'),
      'desk of a coverage': page(`/desk/${slug}`),
      'settings of a coverage': page(`/desk/${slug}/thiet-lap`),
      'new coverage': page('/desk/moi'),
      import: page('/desk/nhap'),
      staff: page('/desk/nhan-su'),
    },
    text,
  };
}
