import type { Locator, Page } from 'playwright-core';

/** What people do at a desk, again and again. */
export const atDesk = (page: Page) => ({
  /** Opens a desk and waits until it is alive. */
  async open(url: string): Promise<void> {
    await page.goto(url);
    await page.locator('.line.online').waitFor();
  },
  async write(text: string): Promise<void> {
    await page.locator('.composer-text').fill(text);
  },
  /** Posts what stands in the composer without waiting for the time to take it back. */
  async post(): Promise<void> {
    await page.locator('.composer .send').click();
    await page.getByRole('button', { name: 'Gửi ngay' }).click();
  },
  async tryToPost(): Promise<void> {
    await page.locator('.composer .send').click();
  },
  /** An entry or a post on its way. */
  entry: (text: string): Locator => page.locator('.stream article.entry', { hasText: text }),
  async edit(card: Locator, text: string): Promise<void> {
    await card.getByRole('button', { name: 'Sửa', exact: true }).click();
    await page.locator('.entry-editor').getByLabel('Nội dung').fill(text);
  },
});

/** The body of an entry on a reader's page. */
export const read = (page: Page, text: string): Locator =>
  page.locator('#feed .entry-body', { hasText: text });

/** What stands in a text field, whether the editor has come or not. */
export const textIn = (field: Locator): Promise<string> =>
  field.evaluate((node) =>
    node instanceof HTMLTextAreaElement ? node.value : (node as HTMLElement).innerText.trim(),
  );
