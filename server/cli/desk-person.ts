import { v7 } from 'uuid';
import type { Image } from '#domain/block.ts';
import type { CommandBody } from '#domain/command.ts';
import { connectDesk } from '#live/desk-client.ts';
import { createMemoryOutboxStore } from '#live/outbox-store.ts';
import type { Answer } from '#live/read-answer.ts';
import { Complaint } from './program.ts';

/** Somebody at a desk, through the doors that everybody has. */
export interface DeskPerson {
  readonly name: string;
  ask(coverageId: string, body: CommandBody): Promise<Answer>;
  /** @throws {Complaint} when the photo was refused */
  upload(png: Uint8Array<ArrayBuffer>): Promise<Image>;
  leave(): void;
}

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/**
 * Signs in and connects.
 * @param url where the newsroom is, without a trailing slash
 * @throws {Complaint} when nobody answers there, or the account does not exist there
 */
export async function sitDown(url: string, { login, password }: Credentials): Promise<DeskPerson> {
  const answer = await post(`${url}/api/v1/sign-in`, JSON.stringify({ login, password }), {
    'Content-Type': 'application/json',
  });
  const signedIn = (await bodyOf(answer)) as { token?: string; staff?: { name: string }; message?: string };
  if (!signedIn.token || !signedIn.staff)
    throw new Complaint(`${login} cannot sign in at ${url}: ${signedIn.message ?? `HTTP ${answer.status}`}`);
  const { token, staff } = signedIn;

  const cut = Promise.withResolvers<never>();
  cut.promise.catch(() => undefined);
  const desk = connectDesk({
    language: 'en',
    origin: url,
    token,
    // A program that ends forgets what it did not send.
    store: createMemoryOutboxStore(),
    onState: (state) => {
      if (state === 'signed-out') cut.reject(new Complaint(`${staff.name} was signed out at ${url}.`));
    },
    onRecords: () => undefined,
    onRestart: () => undefined,
    onPresence: () => undefined,
    onAudience: () => undefined,
    onOutbox: () => undefined,
  });
  return {
    name: staff.name,
    ask: (coverageId, body) => Promise.race([desk.submit({ id: v7(), coverageId, ...body }), cut.promise]),
    async upload(png) {
      const kept = await post(`${url}/api/v1/media`, png, {
        'Content-Type': 'image/png',
        Authorization: `Bearer ${token}`,
      });
      const image = (await bodyOf(kept)) as Image & { readonly message?: string };
      if (kept.status !== 201) throw new Complaint(`A photo was refused: ${image.message ?? kept.status}`);
      return image;
    },
    leave: desk.stop,
  };
}

async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', body, headers });
  } catch (fault) {
    const cause = (fault as Error).cause;
    throw new Complaint(
      `Nobody answers at ${url}: ${cause instanceof Error ? cause.message : String(fault)}`,
    );
  }
}

const bodyOf = async (response: Response): Promise<unknown> => response.json().catch(() => ({}));
