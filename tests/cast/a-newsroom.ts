import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { Command, CommandBody, Receipt } from '#domain/command.ts';
import { anAbout, anItem, aPost } from './a-coverage.ts';
import type { TestServer } from './a-server.ts';

const PASSWORD = 'rừng thông trên đồi';

/** A server with staff at work, and an open coverage of theirs. */
export interface TestNewsroom {
  readonly coverageId: string;
  readonly slug: string;
  /** Address of the coverage for readers. */
  readonly page: string;
  /** Address of its desk. */
  readonly desk: string;
  readonly items: readonly AgendaItemDraft[];
  /** Sends a command through the HTTP door as Ada, the admin; fails the test when it is refused. */
  ask(body: CommandBody): Promise<Receipt>;
  /** Posts a text through the HTTP door. @returns the entry's id */
  post(text: string, more?: Partial<Extract<Command, { kind: 'post-entry' }>>): Promise<string>;
  /** A sign-in for a program. */
  token(login: 'ada' | 'ines' | 'ruth'): Promise<string>;
  /** Opens a browser that is signed in. */
  signIn(browser: Browser, login: 'ines' | 'ruth', options?: BrowserContextOptions): Promise<Page>;
}

export async function aNewsroom(server: TestServer): Promise<TestNewsroom> {
  const { url } = server;
  const code = await server.setUpCode();
  await form(
    `${url}/desk/thiet-lap`,
    { code, name: 'Ada', login: 'ada', password: PASSWORD },
    { origin: url },
  );
  const token = (login: string): Promise<string> => signInToken(url, login);
  const admin = { authorization: `Bearer ${await token('ada')}` };
  for (const [login, role] of [
    ['ines', 'reporter'],
    ['ruth', 'editor'],
  ] as const)
    await form(
      `${url}/desk/nhan-su`,
      {
        name: login === 'ines' ? 'Ines' : 'Ruth',
        login,
        password: PASSWORD,
        role,
        coverages: 'all',
      },
      { origin: url, ...admin },
    );

  const coverageId = v7();
  const slug = 'hoi-nghi-lam-son-lan-thu-5';
  const headers = { ...admin, 'content-type': 'application/json' };
  const ask = async (body: CommandBody): Promise<Receipt> => {
    const command: Command = { id: v7(), coverageId, ...body };
    const response = await fetch(`${url}/api/v1/commands`, {
      method: 'POST',
      headers,
      body: JSON.stringify(command),
    });
    const answer = (await response.json()) as Receipt;
    expect(answer).toMatchObject({ ok: true });
    return answer;
  };
  const items = [
    anItem('8h00', 'Khai mạc hội nghị'),
    anItem('8h35', 'Báo cáo công tác trồng rừng và bảo vệ nguồn nước năm 2025.'),
    anItem('9h00', 'Thảo luận'),
    anItem('11h00', 'Bế mạc hội nghị'),
  ];
  await ask({
    kind: 'create-coverage',
    about: anAbout({ slug, lede: 'Sáng 12 - 3, hội nghị khai mạc.' }),
    agenda: items,
  });
  await ask({ kind: 'open-coverage' });
  return {
    coverageId,
    slug,
    page: `${url}/truc-tiep/${slug}`,
    desk: `${url}/desk/${slug}`,
    items,
    ask,
    token,
    async post(text, more = {}) {
      const { id: _, coverageId: __, ...body } = aPost(coverageId, text, more);
      await ask(body);
      return body.entryId;
    },
    async signIn(browser, login, options = {}) {
      const page = await (await browser.newContext(options)).newPage();
      await page.goto(`${url}/desk/dang-nhap`);
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.locator('form button[type=submit]').first().click();
      await page.waitForURL(`${url}/desk`);
      return page;
    },
  };
}

async function signInToken(url: string, login: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  const answer = (await response.json()) as { token: string };
  return answer.token;
}

async function form(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  expect(response.status, await response.text()).toBe(303);
}
