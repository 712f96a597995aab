import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import type { Receipt } from '#domain/command.ts';
import { connectDesk } from '#live/desk-client.ts';
import { createMemoryOutboxStore } from '#live/outbox-store.ts';
import type { PublicRecord } from '#live/protocol.ts';
import { aPost, at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

const POSTS = 200;
const KILLS = [30, 70, 71, 120, 180];

let server: TestServer;
let newsroom: TestNewsroom;

beforeAll(async () => {
  server = await aServer();
  newsroom = await aNewsroom(server);
});
afterAll(async () => {
  await server.stop();
  await removeFolders();
});

it('[1] [3] a server killed between 200 posts has every acknowledged post once, in order; the pending one arrives once', async () => {
  const texts = Array.from({ length: POSTS }, (_, n) => `Tin số ${n}.`);
  const followed: LogRecord[] = [];
  const desk = connectDesk({
    language: 'vi',
    origin: server.url,
    token: await newsroom.token('ines'),
    store: createMemoryOutboxStore(),
    onRecords: (_, records) => followed.push(...records),
    onRestart: () => {
      throw new Error('nothing to restart');
    },
    onPresence: () => {},
    onAudience: () => {},
    onState: () => {},
    onOutbox: () => {},
  });
  const { epoch, seq } = await newsroom.ask({ kind: 'pause-coverage' });
  desk.follow(newsroom.coverageId, { epoch, seq });

  const receipts: Receipt[] = [];
  for (const [n, text] of texts.entries()) {
    const posted = desk.submit(aPost(newsroom.coverageId, text, { at: at('9h00', n % 60) }));
    if (KILLS.includes(n)) {
      // While the post is on its way, or just behind it: both happen over the kills.
      await server.stop('SIGKILL');
      server = await server.again();
    }
    const answer = await posted;
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) receipts.push(answer);
  }
  await expect.poll(() => followed.length, { timeout: 10_000 }).toBe(POSTS);
  desk.stop();

  await server.stop('SIGKILL');
  server = await server.again();
  const response = await fetch(
    `${server.url}/api/v1/coverages/${newsroom.coverageId}/changes?epoch=${epoch}&after=${seq}&limit=500`,
  );
  const { changes } = (await response.json()) as { changes: PublicRecord[] };
  const posted = changes.flatMap(({ change }) =>
    'entry' in change
      ? change.entry.content?.blocks.flatMap((block) =>
          block.type === 'paragraph' ? block.runs.map((run) => run.text) : [],
        )
      : [],
  );
  expect(posted).toEqual(texts);
  expect(receipts.map((receipt) => receipt.seq)).toEqual(changes.map((change) => change.seq));
  expect(followed.map((record) => record.seq)).toEqual(changes.map((change) => change.seq));
});
