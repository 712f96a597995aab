import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Command } from '#domain/command.ts';
import type { News, StoreHealth } from '#domain/ports.ts';
import type { RunningNewsroom } from '#server/newsroom/newsroom.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import type { CoverageLog, LogStore } from '#server/storage/log-store.ts';
import { StorageFailure } from '#server/storage/log-store.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, anItem, aPost, at } from '../cast/a-coverage.ts';
import { INES, RUTH, STRANGER } from '../cast/cast.ts';
import { aQuickStore } from '../storage/a-file-store.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';

/** A store whose appends wait until they are let through, or fail. */
function aSlowDisk() {
  const store = createMemoryLogStore({ newEpoch: () => 'epoch-1' });
  const held: { go: () => void; fail: (fault: Error) => void; size: number }[] = [];
  let slow = false;
  let asked = Promise.withResolvers<void>();
  const wrap = (log: CoverageLog): CoverageLog => ({
    coverageId: log.coverageId,
    epoch: log.epoch,
    get head() {
      return log.head;
    },
    read: (after, limit) => log.read(after, limit),
    links: (after, limit) => log.links(after, limit),
    async append(records) {
      if (slow) {
        const gate = Promise.withResolvers<void>();
        held.push({ go: gate.resolve, fail: gate.reject, size: records.length });
        asked.resolve();
        await gate.promise;
      }
      await log.append(records);
    },
  });
  const slowStore: LogStore = {
    list: () => store.list(),
    health: () => store.health(),
    close: () => store.close(),
    async open(id) {
      const { log, state } = await store.open(id);
      return { log: wrap(log), state };
    },
  };
  return {
    store: slowStore,
    slowDown: () => {
      slow = true;
    },
    /** The next append that the disk was asked for. */
    async next() {
      while (held.length === 0) {
        await asked.promise;
        asked = Promise.withResolvers();
      }
      const one = held.shift();
      if (!one) throw new Error('no append');
      return one;
    },
    waiting: () => held.length,
  };
}

/** The one picture there is. */
const PICTURE = 'a'.repeat(64);

/** Of whom there is an archive at `da-luu-tru`. */
const ARCHIVED = v7();

async function aNewsroom(store: LogStore = createMemoryLogStore({ newEpoch: () => 'epoch-1' })) {
  const pictures = new Set([PICTURE]);
  const broken = Promise.withResolvers<void>();
  const faults: unknown[] = [];
  const newsroom = await createNewsroom({
    store,
    now: () => at('12h00'),
    slugOwner: (slug) => (slug === 'da-luu-tru' ? ARCHIVED : undefined),
    hasImage: ({ id }) => pictures.has(id),
    onBroken: () => broken.resolve(),
    report: (fault) => faults.push(fault),
  });
  return { newsroom, faults, pictures, broken: broken.promise };
}

async function open(newsroom: RunningNewsroom, slug = 'hoi-nghi'): Promise<string> {
  const id = v7();
  const agenda = [anItem('8h00', 'Khai mạc')];
  for (const body of [
    { kind: 'create-coverage', about: anAbout({ slug }), agenda },
    { kind: 'open-coverage' },
  ] as const)
    expect(await newsroom.submit(aCommand(id, body), RUTH)).toMatchObject({ ok: true });
  return id;
}

describe('[3] one command, one change', () => {
  it('gives the same receipt for the same command, however often it comes', async () => {
    const { newsroom } = await aNewsroom();
    const post = aPost(await open(newsroom), 'Một');
    const receipts = await Promise.all([1, 2, 3].map(() => newsroom.submit(post, INES)));
    receipts.push(await newsroom.submit(structuredClone(post), INES));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(newsroom.coverage('hoi-nghi')?.entries.size).toBe(1);
  });

  it('refuses another content under the same id', async () => {
    const { newsroom } = await aNewsroom();
    const id = await open(newsroom);
    const post = aPost(id, 'Một');
    await newsroom.submit(post, INES);
    expect(await newsroom.submit({ ...post, content: aPost(id, 'Hai').content }, INES)).toMatchObject({
      code: 'id-reused',
    });
  });

  it('remembers commands over a restart', async () => {
    const store = createMemoryLogStore({ newEpoch: () => 'epoch-1' });
    const before = await aNewsroom(store);
    const post = aPost(await open(before.newsroom), 'Một');
    const receipt = await before.newsroom.submit(post, INES);
    await before.newsroom.idle();
    await store.close();
    const after = await aNewsroom(store);
    expect(await after.newsroom.submit(post, INES)).toEqual(receipt);
    expect(after.newsroom.coverage('hoi-nghi')?.entries.size).toBe(1);
  });

  it('begins no log for a creation that is refused', async () => {
    const store = createMemoryLogStore({ newEpoch: () => 'epoch-1' });
    let state: StoreHealth['state'] = 'full';
    const { newsroom } = await aNewsroom({ ...store, health: () => ({ ...store.health(), state }) });
    const item = anItem('8h00', 'Khai mạc');
    const create = (agenda: readonly (typeof item)[]) =>
      newsroom.submit(aCommand(v7(), { kind: 'create-coverage', about: anAbout(), agenda }), RUTH);
    expect(await create([item])).toMatchObject({ code: 'storage-full' });
    state = 'writable';
    expect(await create([item, item])).toMatchObject({ code: 'id-reused' });
    expect(await store.list()).toEqual([]);
    expect(await create([item])).toMatchObject({ ok: true });
  });

  it('makes one coverage of a create-coverage that comes twice at once', async () => {
    const { newsroom } = await aNewsroom();
    const create = aCommand(v7(), { kind: 'create-coverage', about: anAbout(), agenda: [] });
    const [first, second] = await Promise.all([newsroom.submit(create, RUTH), newsroom.submit(create, RUTH)]);
    expect(first).toMatchObject({ ok: true, seq: 1 });
    expect(second).toEqual(first);
  });

  it('gives an address to one coverage only', async () => {
    const { newsroom } = await aNewsroom();
    const create = (): Command => aCommand(v7(), { kind: 'create-coverage', about: anAbout(), agenda: [] });
    const answers = await Promise.all([newsroom.submit(create(), RUTH), newsroom.submit(create(), RUTH)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual(['ok', 'slug-taken']);
  });

  it('leaves an address free that a refused creation of the same coverage asked for', async () => {
    const { newsroom } = await aNewsroom();
    const id = v7();
    const create = (slug: string, coverageId = v7()): Command =>
      aCommand(coverageId, { kind: 'create-coverage', about: anAbout({ slug }), agenda: [] });
    const answers = await Promise.all([
      newsroom.submit(create('mot', id), RUTH),
      newsroom.submit(create('hai', id), RUTH),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect(newsroom.coverage('mot')?.id).toBe(id);
    expect(newsroom.coverage('hai')).toBeUndefined();
    expect(await newsroom.submit(create('hai'), RUTH)).toMatchObject({ ok: true });
  });
});

describe('the address of an archive', () => {
  const at = (coverageId: string) =>
    aCommand(coverageId, { kind: 'create-coverage', about: anAbout({ slug: 'da-luu-tru' }), agenda: [] });

  it('is taken for every other coverage, and stays taken', async () => {
    const { newsroom } = await aNewsroom();
    for (const _ of ['first', 'again'])
      expect(await newsroom.submit(at(v7()), RUTH)).toMatchObject({
        code: 'slug-taken',
        field: 'about.slug',
        detail: 'da-luu-tru',
      });
    expect(newsroom.coverage('da-luu-tru')).toBeUndefined();
  });

  it('is free for the coverage that was archived there', async () => {
    const { newsroom } = await aNewsroom();
    expect(await newsroom.submit(at(ARCHIVED), RUTH)).toMatchObject({ ok: true });
  });
});

describe('the number of entries in a list', () => {
  it('counts what readers can read', async () => {
    const { newsroom } = await aNewsroom();
    const id = await open(newsroom);
    const count = () => newsroom.summaries()[0]?.entryCount;
    const ask = async (command: Command) =>
      expect(await newsroom.submit(command, RUTH)).toMatchObject({ ok: true });
    const [one, two, late] = [aPost(id, 'Một'), aPost(id, 'Hai'), aPost(id, 'Muộn')];
    await ask(one);
    await ask(two);
    const awaited = {
      type: 'figure',
      id: v7(),
      kind: 'scene',
      caption: 'Hội trường.',
      credit: 'Ines',
      alt: 'Ghế.',
      awaited: true,
    } as const;
    await ask(aPost(id, 'Ảnh', { content: { kind: 'photo', blocks: [awaited] } }));
    expect(count()).toBe(2);
    await ask(aCommand(id, { kind: 'withdraw-entry', entryId: one.entryId, reason: 'Nhầm.' }));
    expect(count()).toBe(1);
    await ask(aCommand(id, { kind: 'close-coverage' }));
    await ask(late);
    expect(count()).toBe(1);
    await ask(aCommand(id, { kind: 'release-entry', entryId: late.entryId, base: 1 }));
    expect(count()).toBe(2);
  });
});

describe('a picture', () => {
  const widths = [320, 640];
  const aFigure = (image: string, caption = 'Toàn cảnh hội trường.') =>
    ({
      type: 'figure',
      id: v7(),
      kind: 'scene',
      image: { id: image, width: 640, height: 480, widths },
      caption,
      credit: 'Ines',
      alt: 'Các hàng ghế kín người.',
    }) as const;
  const unknown = aFigure('b'.repeat(64));
  const known = aFigure(PICTURE);
  const content = (...blocks: ReturnType<typeof aFigure>[]) => ({ kind: 'photo', blocks }) as const;

  it('that was never taken in is refused wherever it may stand', async () => {
    const { newsroom } = await aNewsroom();
    const id = await open(newsroom);
    const post = aPost(id, 'Một');
    await newsroom.submit(post, INES);
    const { entryId } = post;
    const edit = { entryId, base: 1, content: content(known, unknown) };
    for (const [command, field] of [
      [aPost(id, 'Hai', { content: content(unknown) }), 'content.blocks.0.image'],
      [aCommand(id, { kind: 'revise-entry', ...edit }), 'content.blocks.1.image'],
      [aCommand(id, { kind: 'correct-entry', ...edit, note: 'Thêm ảnh.' }), 'content.blocks.1.image'],
      [aCommand(id, { kind: 'attach-figure', entryId, figure: unknown }), 'figure.image'],
    ] as const)
      expect(await newsroom.submit(command, INES)).toMatchObject({ code: 'photo-invalid', field });
    expect(await newsroom.submit(aPost(id, 'Ba', { content: content(known) }), INES)).toMatchObject({
      ok: true,
    });
  });

  it('that an entry has already is not asked about again', async () => {
    const { newsroom, pictures } = await aNewsroom();
    const id = await open(newsroom);
    const post = aPost(id, 'Một', { content: content(known) });
    await newsroom.submit(post, INES);
    pictures.clear();
    const words = content({ ...aFigure(PICTURE, 'Toàn cảnh hội trường lớn.'), id: known.id });
    const edit = { entryId: post.entryId, base: 1, content: words, note: 'Nói rõ hội trường nào.' };
    expect(await newsroom.submit(aCommand(id, { kind: 'correct-entry', ...edit }), INES)).toMatchObject({
      ok: true,
    });
  });
});

describe('an address', () => {
  it('is refused where a page of the desk stands', async () => {
    const { newsroom } = await aNewsroom();
    const create = aCommand(v7(), {
      kind: 'create-coverage',
      about: anAbout({ slug: 'nhan-su' }),
      agenda: [],
    });
    expect(await newsroom.submit(create, RUTH)).toMatchObject({ code: 'slug-taken', detail: 'nhan-su' });
  });
});

describe('[1] durable first', () => {
  it('shows nobody what the disk does not hold yet, then answers, then tells', async () => {
    const disk = aSlowDisk();
    const { newsroom } = await aNewsroom(disk.store);
    const id = await open(newsroom);
    const order: string[] = [];
    const told = new Promise<News>((resolve) =>
      newsroom.follow((news) => {
        if (news.records.some(({ change }) => change.kind === 'entry-posted')) {
          order.push('told');
          resolve(news);
        }
      }),
    );
    disk.slowDown();
    const answered = newsroom.submit(aPost(id, 'Một'), INES).then(() => order.push('answered'));
    const append = await disk.next();
    expect(newsroom.coverage('hoi-nghi')?.entries.size).toBe(0);
    expect(order).toEqual([]);
    append.go();
    await answered;
    expect(newsroom.coverage('hoi-nghi')?.entries.size).toBe(1);
    await told;
    expect(order).toEqual(['answered', 'told']);
  });

  it('[N1] lets no coverage wait for another one’s disk', async () => {
    const disk = aSlowDisk();
    const { newsroom } = await aNewsroom(disk.store);
    const [one, other] = [await open(newsroom), await open(newsroom, 'hoi-nghi-khac')];
    disk.slowDown();
    const waits = newsroom.submit(aPost(one, 'Một'), INES);
    const held = await disk.next();
    const goes = newsroom.submit(aPost(other, 'Hai'), INES);
    (await disk.next()).go();
    expect(await goes).toMatchObject({ ok: true });
    expect(newsroom.coverage('hoi-nghi')?.entries.size).toBe(0);
    held.go();
    expect(await waits).toMatchObject({ ok: true });
  });

  it('[N2] writes what arrives meanwhile in one batch, in the order it came', async () => {
    const disk = aSlowDisk();
    const { newsroom } = await aNewsroom(disk.store);
    const id = await open(newsroom);
    disk.slowDown();
    const first = newsroom.submit(aPost(id, 'Một'), INES);
    const one = await disk.next();
    const rest = ['Hai', 'Ba', 'Bốn'].map((text) => newsroom.submit(aPost(id, text), INES));
    one.go();
    const many = await disk.next();
    expect(many.size).toBe(3);
    many.go();
    const seqs = (await Promise.all([first, ...rest])).map((answer) => answer.ok && answer.seq);
    expect(seqs).toEqual([4, 5, 6, 7]);
  });

  it('[I13] forgets what a full disk refused, and takes posts again', async () => {
    const disk = aSlowDisk();
    const { newsroom, faults } = await aNewsroom(disk.store);
    const id = await open(newsroom);
    disk.slowDown();
    const post = aPost(id, 'Một');
    const refused = newsroom.submit(post, INES);
    const alsoRefused = newsroom.submit(aPost(id, 'Hai'), INES);
    (await disk.next()).fail(new StorageFailure('no space', { recoverable: true }));
    expect(await refused).toMatchObject({ code: 'storage-full' });
    expect(await alsoRefused).toMatchObject({ code: 'storage-full' });
    expect(newsroom.coverage('hoi-nghi')?.entries.size).toBe(0);
    expect(faults).toHaveLength(1);
    const again = newsroom.submit(post, INES);
    (await disk.next()).go();
    expect(await again).toMatchObject({ ok: true, seq: 4 });
  });

  it('[I13] refuses posts while the disk is full and lets corrections through; what was acknowledged is acknowledged again', async () => {
    const store = createMemoryLogStore({ newEpoch: () => 'epoch-1' });
    let state: StoreHealth['state'] = 'writable';
    const { newsroom } = await aNewsroom({ ...store, health: () => ({ ...store.health(), state }) });
    const id = await open(newsroom);
    const posted = aPost(id, 'Một');
    const receipt = await newsroom.submit(posted, INES);
    state = 'full';
    const refused = aPost(id, 'Hai');
    expect(await newsroom.submit(refused, INES)).toEqual({ ok: false, code: 'storage-full' });
    expect(newsroom.coverageById(id)?.entries.size).toBe(1);
    expect(await newsroom.submit(posted, INES)).toEqual(receipt);
    const withdrawal = { kind: 'withdraw-entry', entryId: posted.entryId, reason: 'Nhầm người nói' } as const;
    expect(await newsroom.submit(aCommand(id, withdrawal), INES)).toMatchObject({ ok: true });
    state = 'writable';
    expect(await newsroom.submit(refused, INES)).toMatchObject({ ok: true });
  });

  it('[12] takes nothing any more after a failure that may have lied, and says so once the answers are out', async () => {
    const disk = aSlowDisk();
    const { newsroom, broken } = await aNewsroom(disk.store);
    const id = await open(newsroom);
    disk.slowDown();
    const refused = newsroom.submit(aPost(id, 'Một'), INES);
    (await disk.next()).fail(new StorageFailure('EIO', { recoverable: false }));
    expect(await refused).toMatchObject({ code: 'storage-failed' });
    expect(await newsroom.submit(aPost(id, 'Hai'), INES)).toMatchObject({ code: 'storage-failed' });
    expect(disk.waiting()).toBe(0);
    await broken;
  });

  it('[I4] gives the receipt of what is durable again, though the disk refuses what came beside it', async () => {
    const disk = aSlowDisk();
    const { newsroom } = await aNewsroom(disk.store);
    const id = await open(newsroom);
    const durable = aPost(id, 'Một');
    const receipt = await newsroom.submit(durable, INES);
    disk.slowDown();
    const refused = newsroom.submit(aPost(id, 'Hai'), INES);
    const repeated = newsroom.submit(durable, INES);
    (await disk.next()).fail(new StorageFailure('no space', { recoverable: true }));
    expect(await refused).toMatchObject({ code: 'storage-full' });
    expect(await repeated).toEqual(receipt);
  });

  it('[12] takes nothing any more when a new log fails, unless the disk is only full', async () => {
    const store = createMemoryLogStore({ newEpoch: () => 'epoch-1' });
    let fault: Error = new StorageFailure('no space', { recoverable: true });
    let isBroken = false;
    const { newsroom, broken } = await aNewsroom({ ...store, open: () => Promise.reject(fault) });
    void broken.then(() => {
      isBroken = true;
    });
    const create = aCommand(v7(), { kind: 'create-coverage', about: anAbout(), agenda: [] });
    expect(await newsroom.submit(create, RUTH)).toMatchObject({ code: 'storage-full' });
    await newsroom.idle();
    expect(isBroken).toBe(false);
    fault = Object.assign(new Error('EIO'), { code: 'EIO' });
    expect(await newsroom.submit(create, RUTH)).toMatchObject({ code: 'storage-failed' });
    await broken;
  });
});

describe('stopping', () => {
  const create = () => aCommand(v7(), { kind: 'create-coverage', about: anAbout(), agenda: [] });

  it('[N5] waits for a coverage that is being created', async () => {
    const disk = aSlowDisk();
    const { newsroom } = await aNewsroom(disk.store);
    disk.slowDown();
    const order: string[] = [];
    const created = newsroom.submit(create(), RUTH).then(({ ok }) => order.push(`created: ${ok}`));
    const idle = newsroom.idle().then(() => order.push('idle'));
    const append = await disk.next();
    // Two turns later: nobody who does not wait for the disk is still waiting.
    setImmediate(() => setImmediate(append.go));
    await Promise.all([created, idle]);
    expect(order).toEqual(['created: true', 'idle']);
  });

  it('[12] refuses what comes after the store was let go of, and blames no disk', async () => {
    const { store } = aQuickStore(temporaryFolder());
    const { newsroom, faults, broken } = await aNewsroom(store);
    let isBroken = false;
    void broken.then(() => {
      isBroken = true;
    });
    const id = await open(newsroom);
    await store.close();
    for (const command of [create(), aPost(id, 'Muộn'), aPost(id, 'Muộn hơn')])
      expect(await newsroom.submit(command, RUTH)).toMatchObject({ code: 'storage-failed' });
    await newsroom.idle();
    expect([isBroken, faults]).toEqual([false, []]);
    expect(newsroom.coverageById(id)?.entries.size).toBe(0);
  });
});

describe('followers', () => {
  it('[N3] [N4] are told every change once, in order, and one that throws harms nobody', async () => {
    const { newsroom, faults } = await aNewsroom();
    const seqs: number[] = [];
    newsroom.follow(() => {
      throw new Error('a broken follower');
    });
    const all = Promise.withResolvers<void>();
    newsroom.follow(({ records }) => {
      seqs.push(...records.map(({ seq }) => seq));
      if (seqs.length === 13) all.resolve();
    });
    const id = await open(newsroom);
    await Promise.all(Array.from({ length: 10 }, (_, n) => newsroom.submit(aPost(id, `Tin ${n}`), INES)));
    await all.promise;
    expect(seqs).toEqual(Array.from({ length: 13 }, (_, n) => n + 1));
    expect(faults.length).toBeGreaterThan(0);
  });
});

describe('bad input is refused with a code and the field, and nothing changes', () => {
  const nested = (depth: number): unknown => {
    let node: unknown = 'x';
    for (let level = 0; level < depth; level += 1) node = { type: 'list', items: [node] };
    return node;
  };
  const bad: readonly (readonly [string, (post: ReturnType<typeof aPost>) => unknown, object])[] = [
    [
      'an unknown command',
      (post) => ({ ...post, kind: 'drop-table' }),
      { code: 'unknown-command', field: 'kind' },
    ],
    ['no command at all', () => 'hello', { code: 'invalid' }],
    ['a wrong type', (post) => ({ ...post, at: 8 }), { code: 'invalid', field: 'at' }],
    [
      'an hour of another zone',
      (post) => ({ ...post, at: '2026-03-12T08:00:00+09:00' }),
      { code: 'invalid', field: 'at' },
    ],
    [
      'an entry of a megabyte',
      (post) => ({
        ...post,
        content: { kind: 'note', blocks: [{ type: 'paragraph', runs: [{ text: 'a'.repeat(1e6) }] }] },
      }),
      { code: 'too-long', field: 'content.blocks.0.runs.0.text' },
    ],
    [
      'many long paragraphs',
      (post) => ({
        ...post,
        content: {
          kind: 'note',
          blocks: Array.from({ length: 20 }, () => ({
            type: 'paragraph',
            runs: [{ text: 'a'.repeat(7_000) }],
          })),
        },
      }),
      { code: 'too-long' },
    ],
    [
      'ten thousand nested nodes',
      (post) => ({ ...post, content: { kind: 'note', blocks: [nested(10_000)] } }),
      { code: 'invalid' },
    ],
    [
      'HTML in the text',
      (post) => ({
        ...post,
        content: { kind: 'note', blocks: [{ type: 'paragraph', runs: [{ text: 'a <b>b</b>' }] }] },
      }),
      { code: 'markup', field: 'content.blocks.0.runs.0.text' },
    ],
    [
      'a script in the headline',
      (post) => ({ ...post, content: { ...post.content, headline: '<script>alert(1)</script>' } }),
      { code: 'markup', field: 'content.headline' },
    ],
    [
      'a link that runs a script',
      (post) => ({
        ...post,
        content: {
          kind: 'note',
          blocks: [{ type: 'paragraph', runs: [{ text: 'a', link: 'javascript:alert(1)' }] }],
        },
      }),
      { code: 'invalid', field: 'content.blocks.0.runs.0.link' },
    ],
    ['a field nobody knows', (post) => ({ ...post, role: 'admin' }), { code: 'invalid', field: 'role' }],
    [
      'an empty text',
      (post) => ({ ...post, content: { kind: 'note', blocks: [] } }),
      { code: 'invalid', field: 'content.blocks' },
    ],
    ['an id of another kind', (post) => ({ ...post, id: '1 OR 1=1' }), { code: 'invalid', field: 'id' }],
    [
      'an unknown coverage',
      (post) => ({ ...post, coverageId: v7() }),
      { code: 'not-found', field: 'coverageId' },
    ],
  ];

  it.each(bad)('%s', async (_, spoil, refusal) => {
    const { newsroom } = await aNewsroom();
    const id = await open(newsroom);
    const head = newsroom.coverageById(id)?.head;
    expect(await newsroom.submit(spoil(aPost(id, 'Một')), INES)).toMatchObject({ ok: false, ...refusal });
    expect(newsroom.coverageById(id)?.head).toBe(head);
  });

  it('a wrong zone', async () => {
    const { newsroom } = await aNewsroom();
    const about = { ...anAbout(), zone: 'Mars/Olympus' };
    expect(
      await newsroom.submit({ id: v7(), coverageId: v7(), kind: 'create-coverage', about, agenda: [] }, RUTH),
    ).toMatchObject({ code: 'wrong-zone', detail: 'Asia/Ho_Chi_Minh' });
  });

  it('somebody who works elsewhere', async () => {
    const { newsroom } = await aNewsroom();
    const id = await open(newsroom);
    expect(await newsroom.submit(aPost(id, 'Một'), STRANGER)).toMatchObject({ code: 'not-allowed' });
  });

  it('takes out what turns the direction of the text, and composes letters', async () => {
    const { newsroom } = await aNewsroom();
    const id = await open(newsroom);
    await newsroom.submit(aPost(id, 'Hội nghị\u202e'.normalize('NFD')), INES);
    const [entry] = newsroom.coverageById(id)?.entries.values() ?? [];
    expect(entry?.content.blocks).toEqual([{ type: 'paragraph', runs: [{ text: 'Hội nghị' }] }]);
  });
});

describe('a fault of the program where a change is folded in', () => {
  it('[1] [N5] behind the disk ends the writer and has the server stopped: nothing more is taken, nobody is told what memory does not hold', async () => {
    const { newsroom, faults, broken } = await aNewsroom();
    const [id, other] = [await open(newsroom), await open(newsroom, 'hoi-nghi-khac')];
    const told: News[] = [];
    await newsroom.idle();
    newsroom.follow((news) => told.push(news));
    const planted = new Error('planted');
    const { entries } = newsroom.coverageById(id) as { entries: Map<string, unknown> };
    entries.set = () => {
      throw planted;
    };
    const post = aPost(id, 'Hai');
    const answers = await Promise.all([newsroom.submit(aPost(id, 'Một'), INES), newsroom.submit(post, INES)]);
    // Both are durable; a receipt is given for what the log is known to hold.
    expect(answers).toMatchObject([{ ok: true }, { code: 'storage-failed' }]);
    await broken;
    expect(await newsroom.submit(aPost(id, 'Ba'), INES)).toMatchObject({ code: 'storage-failed' });
    expect(await newsroom.submit(aPost(other, 'Một'), INES)).toMatchObject({ ok: true });
    await newsroom.idle();
    expect(faults).toEqual([planted]);
    expect(told.map(({ coverage }) => coverage.id)).toEqual([other]);
    // It is durable all the same: who asks again at the next start gets its receipt.
    expect((await newsroom.changes(id, 0, 10)).map(({ commandId }) => commandId)).toContain(post.id);
  });

  it('[I20] before the disk ends that writer alone: what was taken is carried out, readers go on', async () => {
    const disk = aSlowDisk();
    const { newsroom, faults, broken } = await aNewsroom(disk.store);
    const [id, other] = [await open(newsroom), await open(newsroom, 'hoi-nghi-khac')];
    disk.slowDown();
    const taken = newsroom.submit(aPost(id, 'Một'), INES);
    const append = await disk.next();
    const post = aPost(id, 'Hai');
    const planted = new Error('planted');
    const { set } = Map.prototype;
    const spy = vi.spyOn(Map.prototype, 'set').mockImplementation(function (
      this: Map<unknown, unknown>,
      key,
      value,
    ) {
      if (key === post.entryId) throw planted;
      return set.call(this, key, value);
    });
    onTestFinished(() => spy.mockRestore());
    const refused = newsroom.submit(post, INES);
    append.go();
    expect(await taken).toMatchObject({ ok: true });
    expect(await refused).toMatchObject({ code: 'storage-failed' });
    spy.mockRestore();
    expect(await newsroom.submit(aPost(id, 'Ba'), INES)).toMatchObject({ code: 'storage-failed' });
    const elsewhere = newsroom.submit(aPost(other, 'Một'), INES);
    (await disk.next()).go();
    expect(await elsewhere).toMatchObject({ ok: true });
    await newsroom.idle();
    expect(faults).toEqual([planted]);
    expect(newsroom.coverageById(id)?.entries.size).toBe(1);
    expect(await Promise.race([broken.then(() => 'stopped'), 'serving'])).toBe('serving');
  });
});
