import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Block } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';
import { aBrowser, listen, PHONE } from '../cast/a-browser.ts';
import { anAbout, at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, read, textIn } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;
let complaints: string[];
let keys: CDPSession;
let editor: ReturnType<Page['locator']>;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const [opening] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: at('8h00') });
  await newsroom.post('Đại biểu nêu ý kiến.', {
    itemId: opening?.id ?? '',
    at: at('8h40'),
    content: {
      kind: 'statement',
      speaker: {
        name: 'Vân Đình Thảo',
        honorific: 'Đồng chí',
        title: 'Ủy viên Ban Thường vụ, Bí thư Huyện ủy',
        shortTitle: 'Bí thư Huyện ủy',
      },
      blocks: [{ type: 'paragraph', runs: [{ text: 'Đại biểu nêu ý kiến.' }] }],
    },
  });
  page = await newsroom.signIn(browser, 'ines', PHONE);
  ({ complaints } = listen(page));
  keys = await page.context().newCDPSession(page);
  editor = page.locator('.composer .editor-place .composer-text');
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});
beforeEach(async () => {
  await page.goto(newsroom.desk);
  await page.locator('.line.online').waitFor();
  await editor.waitFor();
  const discard = page.locator('.composer .discard');
  if (await discard.isVisible()) await discard.click();
});

async function changesDoor(): Promise<string> {
  const { coverages } = await (await fetch(`${server.url}/api/v1/coverages`)).json();
  const { epoch } = coverages[0].cursor;
  return `${server.url}/api/v1/coverages/${newsroom.coverageId}/changes?epoch=${epoch}&after=0`;
}

/** What the newsroom stored of the newest post. */
async function stored(text: string): Promise<readonly Block[]> {
  await atDesk(page).entry(text).getByText('Đã đăng').first().waitFor();
  const { changes } = await (await fetch(await changesDoor())).json();
  const entries = (changes as readonly LogRecord[]).flatMap(({ change }) =>
    'entry' in change ? [change.entry.content.blocks] : [],
  );
  return entries.at(-1) ?? [];
}

describe('[C42] Vietnamese is stored as it was meant', () => {
  it('typed by a program that takes back letters and types others', async () => {
    await editor.click();
    // UniKey: what was typed is erased letter by letter, and the finished word typed in its place.
    for (const [typed, back, word] of [
      ['Dd', 2, 'Đ'],
      ['ong', 3, 'ồng'],
      [' chis', 4, 'chí'],
      [' Vaan', 4, 'Vân'],
    ] as const) {
      await page.keyboard.type(typed);
      for (let n = 0; n < back; n += 1) await page.keyboard.press('Backspace');
      await page.keyboard.insertText(word);
    }
    await page.keyboard.insertText(' Đình Thảo, Ủy viên'.normalize('NFD'));
    await atDesk(page).post();
    const [block] = await stored('Đồng chí Vân Đình Thảo');
    expect(block).toEqual({ type: 'paragraph', runs: [{ text: 'Đồng chí Vân Đình Thảo, Ủy viên' }] });
  });

  it('composed by an input method, with a correction in the middle of a syllable', async () => {
    await editor.click();
    for (const [steps, word] of [
      [['D', 'Đ', 'Đô', 'Đồ', 'Đồn', 'Đồng'], 'Đồng'],
      [['c', 'ch', 'chi', 'chí'], 'chí'],
      [['V', 'Va', 'Vâ', 'Vân'], 'Vân'],
    ] as const) {
      for (const step of steps)
        await keys.send('Input.imeSetComposition', {
          text: step,
          selectionStart: step.length,
          selectionEnd: step.length,
        });
      await keys.send('Input.insertText', { text: word });
      await page.keyboard.type(' ');
    }
    await page.keyboard.insertText('Đình Thảo, Ủy viên');
    expect(await textIn(editor)).toBe('Đồng chí Vân Đình Thảo, Ủy viên');
    await atDesk(page).post();
    await stored('Đồng chí Vân Đình Thảo');
    expect((await stored('Đồng chí Vân')).at(0)).toEqual({
      type: 'paragraph',
      runs: [{ text: 'Đồng chí Vân Đình Thảo, Ủy viên' }],
    });
  });

  it('typed before the editor has come: nothing of it is lost', async () => {
    // Without a service worker, so that the editor is asked for anew.
    const fresh = await newsroom.signIn(browser, 'ines', { ...PHONE, serviceWorkers: 'block' });
    const { promise: typed, resolve: letComeIn } = Promise.withResolvers<void>();
    await fresh.route('**/text-editor*.js', async (route) => {
      await typed;
      await route.continue();
    });
    await fresh.goto(newsroom.desk);
    await fresh.locator('.composer textarea.composer-text').pressSequentially('Tin viết ngay');
    letComeIn();
    const arrived = fresh.locator('.composer .editor-place .composer-text');
    await arrived.waitFor();
    expect(await arrived.evaluate((node) => node === document.activeElement)).toBe(true);
    await fresh.keyboard.type(', không chờ.');
    expect(await textIn(arrived)).toBe('Tin viết ngay, không chờ.');
    await fresh.context().close();
  });
});

describe('[C43] a speaker', () => {
  it.each(['@vdt', '@van dinh', '@Vân Đ'])(
    'is offered behind %s; in full, with the title of the day',
    async (typed) => {
      await editor.click();
      await page.keyboard.type(`Tham gia ý kiến, ${typed}`);
      await page.locator('.offers').getByText('Vân Đình Thảo').waitFor();
      await page.locator('.offers').getByRole('option', { name: 'đầy đủ' }).tap();
      expect(await textIn(editor)).toBe(
        'Tham gia ý kiến, đồng chí Vân Đình Thảo, Ủy viên Ban Thường vụ, Bí thư Huyện ủy',
      );
      const speaker = page.locator('.composer-more').getByRole('combobox', { name: 'Người phát biểu' });
      await speaker.waitFor();
      expect(await speaker.inputValue()).toBe('Vân Đình Thảo');
    },
  );

  it('is taken by the keyboard alone, in the form that is wanted', async () => {
    await editor.click();
    await page.keyboard.type('@vdt');
    await page.locator('.offers').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.type('phát biểu.');
    expect(await textIn(editor)).toBe('Bí thư Huyện ủy Vân Đình Thảo phát biểu.');
    await page.keyboard.type(' @vdt');
    await page.locator('.offers').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.offers').waitFor({ state: 'detached' });
  });
});

describe('[C44] a post', () => {
  it('goes out by Ctrl and Enter, and is read when the time to take it back is over', async () => {
    const reader = await (await browser.newContext(PHONE)).newPage();
    await reader.goto(newsroom.page);
    await editor.click();
    await page.keyboard.type('Hội trường đã đông đủ.');
    await page.keyboard.press('Control+Enter');
    const count = page.getByText(/Gửi sau \d giây/u);
    await count.waitFor();
    expect(await reader.locator('#feed').textContent()).not.toContain('Hội trường đã đông đủ.');
    await count.waitFor({ state: 'detached' });
    const gone = Date.now();
    await read(reader, 'Hội trường đã đông đủ.').waitFor({ state: 'attached', timeout: 10_000 });
    expect(Date.now() - gone).toBeLessThan(2_000);
    await reader.context().close();
  });

  it('that is taken back reaches nobody, by no door, and stands in the composer again', async () => {
    await editor.click();
    await page.keyboard.type('Câu này gửi nhầm.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    expect(await textIn(editor)).toBe('Câu này gửi nhầm.');
    await page.locator('.composer .discard').click();
    // What is posted after it is the next thing in the log.
    await newsroom.post('Tin kế tiếp.');
    for (const door of [await changesDoor(), newsroom.page, `${newsroom.page}/atom.xml`]) {
      const body = await (await fetch(door)).text();
      expect(body).not.toContain('gửi nhầm');
      expect(body).toContain('Tin kế tiếp.');
    }
  });
});

describe('[C44] where the editors want no wait', () => {
  it('a post goes out at once', async () => {
    await newsroom.ask({
      kind: 'revise-coverage',
      about: anAbout({ slug: newsroom.slug, undoSeconds: 0 }),
    });
    await page.reload();
    await editor.click();
    await page.keyboard.type('Đi ngay.');
    await page.keyboard.press('Control+Enter');
    await atDesk(page).entry('Đi ngay.').getByText('Đã đăng').waitFor({ timeout: 2_000 });
    await newsroom.ask({ kind: 'revise-coverage', about: anAbout({ slug: newsroom.slug }) });
  });
});

describe('[C51] a paste', () => {
  const paste = (html: string, plain: string): Promise<void> =>
    editor.evaluate(
      (field, given) => {
        const data = new DataTransfer();
        data.setData('text/html', given.html);
        data.setData('text/plain', given.plain);
        field.focus();
        field.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      { html, plain },
    );

  it('from Word keeps paragraphs, bold and lists, and nothing else', async () => {
    await paste(
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
      <!--StartFragment--><p class=MsoNormal style='mso-bidi-font-weight:bold'><b style='mso-bidi-font-weight:normal'>Đề
      nghị</b><span style='font-family:"Times New Roman"'> của&nbsp;đại biểu:<o:p></o:p></span></p>
      <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
      style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>trồng rừng<o:p></o:p></p>
      <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
      style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>giữ nước</p>
      <table><tr><td>Xã</td><td>12 ha</td></tr></table><script>alert(1)</script><!--EndFragment--></body></html>`.normalize(
        'NFD',
      ),
      '',
    );
    await atDesk(page).post();
    const blocks = await stored('của đại biểu');
    expect(blocks).toEqual([
      { type: 'paragraph', runs: [{ text: 'Đề nghị', bold: true }, { text: ' của đại biểu:' }] },
      { type: 'list', ordered: false, items: [[{ text: 'trồng rừng' }], [{ text: 'giữ nước' }]] },
      { type: 'paragraph', runs: [{ text: 'Xã – 12 ha' }] },
    ]);
    expect(JSON.stringify(blocks)).not.toMatch(/style|class|mso/u);
  });

  it('from Google Docs is not all bold, and keeps its links', async () => {
    await paste(
      `<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">Báo cáo</span><span
       style="font-weight:400"> ở </span><a href="https://lamson.example/bao-cao"><span>đây</span></a><span> và <a
       href="javascript:alert(1)">kia</a>.</span></p></b>`,
      '',
    );
    await atDesk(page).post();
    expect(await stored('Báo cáo ở đây')).toEqual([
      {
        type: 'paragraph',
        runs: [
          { text: 'Báo cáo', bold: true },
          { text: ' ở ' },
          { text: 'đây', link: 'https://lamson.example/bao-cao' },
          { text: ' và kia.' },
        ],
      },
    ]);
  });

  it('of plain text from a chat is a paragraph a line, its dashes a list', async () => {
    await paste('', 'Ý kiến của xã:\n- làm đường\n- mở lớp\nXin cảm ơn.');
    await atDesk(page).post();
    expect((await stored('Ý kiến của xã')).map(({ type }) => type)).toEqual([
      'paragraph',
      'list',
      'paragraph',
    ]);
  });
});

describe('[C56] with the keyboard up, on 320 × 320 px', () => {
  it('what is written, where it goes and the buttons are in sight', async () => {
    await page.setViewportSize({ width: 320, height: 320 });
    await editor.click();
    await page.keyboard.type('Đang viết.');
    for (const part of [
      '.composer select',
      '.composer-text',
      '.composer-bar .send',
      '.composer-bar .btn.icon',
    ]) {
      const box = await page.locator(part).first().boundingBox();
      expect(box && { part, inside: box.y >= 0 && box.y + Math.min(box.height, 48) <= 320 }).toEqual({
        part,
        inside: true,
      });
    }
    expect(await page.locator('.composer select option:checked').textContent()).toContain('Khai mạc');
    await page.setViewportSize({ width: 360, height: 640 });
  });
});

describe('commands and sentences', () => {
  it('are found behind /, and a sentence leaves its gaps to be filled by Tab', async () => {
    await editor.click();
    await page.keyboard.type('/trinh');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Giám đốc Sở');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Lò Thị Mai');
    await atDesk(page).tryToPost();
    expect(await page.locator('.composer-fault').textContent()).toBe('Còn chỗ trống {…} chưa điền.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('báo cáo năm');
    expect(await textIn(editor)).toBe('Giám đốc Sở Lò Thị Mai trình bày báo cáo năm.');
  });
});

describe('what may be a slip', () => {
  it('is named under the text and put right in one tap; it keeps nobody from posting', async () => {
    await editor.click();
    await page.keyboard.type('Hội trường đã đông đủ,đại biểu của của xã vỗ tay.');
    const hints = page.locator('.composer .proof-hints');
    await hints.locator('summary').tap();
    expect(await hints.locator('li').count()).toBe(2);
    await hints.getByRole('button').first().tap();
    await hints.locator('li').nth(1).waitFor({ state: 'detached' });
    await hints.getByRole('button').first().tap();
    await hints.waitFor({ state: 'detached' });
    expect(await textIn(editor)).toBe('Hội trường đã đông đủ, đại biểu của xã vỗ tay.');
  });
});

describe('a speaker whom nobody knows', () => {
  it('is put into the directory on the spot, and is offered behind @ from then on', async () => {
    await page.locator('.composer-more summary').tap();
    await page
      .locator('.composer-more')
      .getByRole('combobox', { name: 'Người phát biểu' })
      .fill('Ma Thị Lụa');
    await page.getByRole('button', { name: /Thêm người phát biểu vào danh bạ/u }).tap();
    const form = page.locator('.add-speaker');
    await form.getByLabel('Chức danh đầy đủ').fill('Chủ tịch Hội Nông dân xã Nà Lương');
    await form.getByRole('button', { name: 'Thêm vào danh bạ' }).tap();
    await form.waitFor({ state: 'detached' });
    await editor.click();
    await page.keyboard.type('@mtl');
    await page.locator('.offers').getByText('Ma Thị Lụa').waitFor();
    await page.keyboard.press('Enter');
    expect(await textIn(editor)).toBe('Ma Thị Lụa, Chủ tịch Hội Nông dân xã Nà Lương');
  });
});

it('complains of nothing in the console, its own policy included', () => {
  expect(complaints).toEqual([]);
});
