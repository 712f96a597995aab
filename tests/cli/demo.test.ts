import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import type { Program } from './a-program.ts';
import { aProgram } from './a-program.ts';

/** Enough for a build on a slow machine, where nobody built before. */
const PATIENCE = 240_000;

let folder: string;
let demo: Program;
let url: string;

const pageOf = async (path: string): Promise<string> => {
  const response = await fetch(url + path);
  expect(response.status, path).toBe(200);
  return response.text();
};
const addressOf = (html: string, pattern: RegExp): string => pattern.exec(html)?.[1] ?? '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-demo-'));
  demo = aProgram('demo', ['--port', '0', '--speed', '600'], folder);
  await demo.says('closes the coverage\n');
  await demo.says('has its pictures');
  url = /As a reader +(http:\/\/\S+)\//u.exec(demo.said())?.[1] ?? '';
}, PATIENCE);

afterAll(async () => {
  demo.child.kill('SIGTERM');
  await demo.ended;
  await rm(folder, { recursive: true, force: true });
});

describe('npm run demo', () => {
  it('tells three addresses, the accounts and their password', () => {
    for (const { login, password } of DEMONSTRATION_ACCOUNTS) {
      expect(demo.said()).toContain(login);
      expect(demo.said()).toContain(password);
    }
    expect(demo.said()).toMatch(/As a reporter +http.*\/desk/u);
    expect(demo.said()).toMatch(/As an admin +http.*\/desk/u);
  });

  it('shows an archived conference, a document and the simulated coverage on its first page', async () => {
    const home = await pageOf('/');
    expect(
      home.includes('/truc-tiep/mo-phong-hoi-nghi-lang-que-xanh-lan-thu-6'),
      '/truc-tiep/mo-phong-hoi-nghi-lang-que-xanh-lan-thu-6',
    ).toBe(true);
    expect(home.includes('lần thứ 3'), 'lần thứ 3').toBe(true);
    expect(home).toMatch(/href="\/van-kien\//u);
  });

  it('has the archived conference with its seven hours, its slips mended', async () => {
    const path = addressOf(await pageOf('/luu-tru'), /href="(\/truc-tiep\/hoi-nghi[^"]*)"/u);
    const html = await pageOf(path);
    for (const hour of ['8h00', '8h15', '8h35', '8h50', '9h00', '10h35', '11h00'])
      expect(html.includes(hour), hour).toBe(true);
    expect(html.includes('thư viện xã được đọc trung bình'), 'thư viện xã được đọc trung bình').toBe(true);
    expect(html.includes('thư việc'), 'thư việc').toBe(false);
    expect(html.includes('hư cấu'), 'hư cấu').toBe(true);
    expect(html.match(/data-image="no"/gu), 'captions without a picture').toBeNull();
    expect(html.match(/data-image="yes"/gu)).toHaveLength(26);
  });

  it('has the document with its footnotes', async () => {
    const html = await pageOf(addressOf(await pageOf('/'), /href="(\/van-kien\/[^"]+)"/u));
    expect(html.includes('id="cn-3"'), 'id="cn-3"').toBe(true);
    expect(html.includes('Doãn Mai Khuê'), 'Doãn Mai Khuê').toBe(true);
  });

  it('played the simulated morning to its end: corrected, withdrawn, late, pinned, with pictures', async () => {
    const html = await pageOf('/truc-tiep/mo-phong-hoi-nghi-lang-que-xanh-lan-thu-6');
    expect(html.includes('tập huấn sửa đường'), 'tập huấn sửa đường').toBe(true);
    expect(
      html.includes('ghi sai tổng số công trình đã xem xét'),
      'ghi sai tổng số công trình đã xem xét',
    ).toBe(true);
    expect(html.includes('312 công trình'), '312 công trình').toBe(false);
    expect(html.includes('Thử đường truyền'), 'Thử đường truyền').toBe(false);
    expect(html.includes('chị tổ trưởng tổ tự quản')).toBe(true);
    const photo = addressOf(html, /src="(\/media\/[^"]+)"/u);
    expect((await fetch(url + photo)).headers.get('content-type')).toMatch(/^image\//u);
  });

  it('holds its conferences now, on the clocks of whoever reports beside it', async () => {
    const html = await pageOf('/truc-tiep/mo-phong-hoi-nghi-lang-que-xanh-lan-thu-6');
    const hours = [...html.matchAll(/<h2[^>]*><span class="section-hour"><time datetime="([^"]+)"/gu)];
    expect(hours).toHaveLength(7);
    for (const [, iso = ''] of hours) {
      expect(Date.parse(iso)).toBeLessThanOrEqual(Date.now());
      expect(Date.now() - Date.parse(iso)).toBeLessThan(PATIENCE);
    }
  });

  it('begins the next conference by itself', async () => {
    await demo.says(/lan-thu-7\n.*starts /su);
    expect(await pageOf('/')).toContain('/truc-tiep/mo-phong-hoi-nghi-lang-que-xanh-lan-thu-7');
  });

  it('refuses to empty the folder under a demonstration that runs', async () => {
    const second = aProgram('demo', ['--port', '0'], folder);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`A demonstration is running at ${url} already`);
    await pageOf('/');
  });

  it('takes what is imported beside it in through the running server', async () => {
    const text =
      'THÔNG BÁO\nVỀ LỊCH LUÂN CHUYỂN SÁCH\n\nThư viện tỉnh Lâm Sơn báo lịch.\n\nI- Về lịch\n\nMỗi tháng một lần.\n\nNơi nhận:\n\n- Các xã,\n- Lưu.\n';
    await writeFile(join(folder, 'thong-bao.txt'), text);
    const importing = () =>
      aProgram('import', ['thong-bao.txt'], folder, {
        DATA_DIR: join(folder, '.demo', 'data'),
        CONTENT_DIR: join(folder, '.demo', 'content'),
      });
    const first = importing();
    expect(await first.ended, first.said()).toBe(0);
    const path = addressOf(first.said(), /(\/van-kien\/\S+)/u);
    expect(await pageOf(path)).toContain('Mỗi tháng một lần.');
    const second = importing();
    expect(await second.ended).toBe(0);
    expect(second.said()).toContain('Already here');
  });
});

describe('npm run replay', () => {
  it('plays a second time beside the first, up to an hour, and leaves that coverage live', async () => {
    const replay = aProgram('replay', ['--url', url, '--speed', '600', '--until', '8h09'], folder);
    expect(await replay.ended, replay.said()).toBe(0);
    const html = await pageOf(addressOf(replay.said(), /(\/truc-tiep\/mo-phong-\S+)/u));
    expect(html).toContain('data-status="live"');
    expect(html).toContain('Điểm cầu Vân Khê.');
    expect(html).not.toContain('Điểm cầu Na Sim.');
  });

  it('ends with a sentence where nobody answers, and for a speed that is none', async () => {
    const nobody = aProgram('replay', ['--url', 'http://127.0.0.1:1'], folder);
    expect(await nobody.ended).toBe(1);
    expect(nobody.said()).toMatch(/^Nobody answers at http:\/\/127\.0\.0\.1:1/u);
    const fast = aProgram('replay', ['--speed', '601'], folder);
    expect(await fast.ended).toBe(64);
    expect(fast.said()).toBe('--speed takes a number from 1 to 600, not “601”.\n');
  });
});
