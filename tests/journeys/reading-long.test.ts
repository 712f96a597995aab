import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { weigh } from '../cast/page-weight.ts';

/** A day of 500 statements, as long as statements are. */
let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
const STATEMENT =
  'Đại biểu đề nghị sớm hoàn thành tuyến đường nối trung tâm huyện với các xã vùng cao, bố trí đủ vốn cho trường học, ' +
  'trạm y tế và nước sạch, đồng thời giao chỉ tiêu trồng rừng đến từng thôn để cuối năm có thể kiểm tra. ';

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const item = newsroom.items[2]?.id ?? '';
  await newsroom.ask({ kind: 'start-agenda-item', itemId: item, at: at('9h00') });
  for (let n = 0; n < 500; n += 1)
    await newsroom.post(`Ý kiến thứ ${n}: ${STATEMENT.repeat(4)}`, { itemId: item, at: at('9h01', n % 50) });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

describe('a coverage of 500 entries', () => {
  it('[C34] [C30] weighs no more on its first page than any other', async () => {
    const { requests, bytes, scriptBytes } = await weigh(browser, newsroom.page, PHONE);
    console.log(`500 entries: ${bytes} bytes, ${requests.length} requests, scripts ${scriptBytes} bytes`);
    expect(requests.length).toBeLessThanOrEqual(14);
    expect(bytes).toBeLessThanOrEqual(200 * 1024);
    expect(scriptBytes).toBeLessThanOrEqual(22 * 1024);
  });
});
