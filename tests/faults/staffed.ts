import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { v7 } from 'uuid';
import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { Command, CommandBody, Receipt } from '#domain/command.ts';
import { postCommand } from '#live/post-command.ts';
import { readAnswer } from '#live/read-answer.ts';
import { anAbout, anItem } from '../cast/a-coverage.ts';

const PASSWORD = 'rừng thông trên đồi';

/** A newsroom whose people can sign in. */
export interface Staffed {
  readonly reporters: readonly Person[];
  readonly editor: Person;
  /** Makes a coverage and opens it. */
  openCoverage(slug: string): Promise<OpenCoverage>;
}

export interface Person {
  readonly login: string;
  readonly token: string;
}

export interface OpenCoverage {
  readonly id: string;
  readonly slug: string;
  readonly epoch: string;
  readonly agenda: readonly AgendaItemDraft[];
}

/** Gives a server that just started for the first time its people. */
export async function staff(
  { url, dataDir }: { readonly url: string; readonly dataDir: string },
  reporters: number,
): Promise<Staffed> {
  const { setUpCode: code } = JSON.parse(await readFile(join(dataDir, 'console.json'), 'utf8'));
  await form(
    `${url}/desk/thiet-lap`,
    { code, name: 'Ada', login: 'ada', password: PASSWORD },
    { origin: url },
  );
  const admin = await signIn(url, 'ada');
  async function hire(login: string, role: 'reporter' | 'editor'): Promise<Person> {
    const fields = { name: login, login, password: PASSWORD, role, coverages: 'all' };
    await form(`${url}/desk/nhan-su`, fields, { origin: url, authorization: `Bearer ${admin.token}` });
    return signIn(url, login);
  }

  const hired: Person[] = [];
  for (let n = 1; n <= reporters; n += 1) hired.push(await hire(`phong-vien-${n}`, 'reporter'));
  return {
    reporters: hired,
    editor: await hire('bien-tap', 'editor'),
    async openCoverage(slug) {
      const id = v7();
      const ask = async (body: CommandBody): Promise<Receipt> => {
        const command: Command = { id: v7(), coverageId: id, ...body };
        const said = await postCommand(command, { language: 'en', origin: url, token: admin.token });
        const answer = readAnswer(said, command);
        if (!answer?.ok) throw new Error(`${body.kind}: ${JSON.stringify(said)}`);
        return answer;
      };
      const agenda = [
        anItem('8h00', 'Khai mạc hội nghị'),
        anItem('9h00', 'Thảo luận'),
        anItem('11h00', 'Bế mạc'),
      ];
      await ask({ kind: 'create-coverage', about: anAbout({ slug }), agenda });
      const { epoch } = await ask({ kind: 'open-coverage' });
      return { id, slug, epoch, agenda };
    },
  };
}

/** Signs a browser in, as its person does. */
export async function signInAt(page: Page, url: string, login: string): Promise<void> {
  await page.goto(`${url}/desk/dang-nhap`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form button[type=submit]').first().click();
  await page.waitForURL(`${url}/desk`);
}

async function signIn(url: string, login: string): Promise<Person> {
  const response = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (!token) throw new Error(`${login} cannot sign in: ${response.status}`);
  return { login, token };
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
  if (response.status !== 303) throw new Error(`${url}: ${response.status}\n${await response.text()}`);
}
