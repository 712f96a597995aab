import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShareCard } from '#domain/share-card.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '#domain/share-card.ts';
import { createCards } from '#server/cards/cards.ts';
import { createDrawing } from '#server/cards/drawing.ts';
import { aPhoto } from '../media/some-photos.ts';

const IMAGE = { id: 'a'.repeat(64), width: 1280, height: 853, widths: [320, 640, 1280] };
const CARD: ShareCard = {
  site: 'Plenary',
  lead: '8h15 · Hà Thu Mây, Giám đốc Sở Thủy lợi',
  title: 'Toàn tỉnh trồng mới 1.420 ha rừng; quỹ đất, kỹ thuật ươm giống, Ỷ Ữ ặ ẵ.',
  foot: 'Hội nghị tỉnh Lâm Sơn lần thứ 5',
};
const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-cards-'));
  await writeFile(
    join(folder, `${IMAGE.id}-640.webp`),
    await aPhoto({ width: 640, height: 427 }).webp().toBuffer(),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const photoFile = (name: string): string => join(folder, name);
const unexpected = (fault: unknown): never => {
  throw fault;
};

/** Pixels of a part of a picture, three numbers each. */
const pixels = (
  jpeg: Uint8Array,
  left: number,
  top: number,
  width: number,
  height: number,
): Promise<Buffer> => sharp(jpeg).extract({ left, top, width, height }).raw().toBuffer();
/** How many of them are far darker than the paper. */
const inked = (raw: Buffer): number =>
  Array.from({ length: raw.length / 3 }, (_, n) => raw[n * 3 + 1] ?? 255).filter((green) => green < 120)
    .length;

describe('a drawn card', () => {
  it('is a JPEG of 1200 × 630 with its words, and its photo beside them', async () => {
    const cards = createCards({ photoFile, report: unexpected });
    const plain = await cards.draw(CARD);
    const beside = await cards.draw({ ...CARD, photo: IMAGE });
    if (!plain || !beside) throw new Error('Nothing was drawn.');
    for (const jpeg of [plain, beside])
      expect(await sharp(jpeg).metadata()).toMatchObject({
        format: 'jpeg',
        width: CARD_WIDTH,
        height: CARD_HEIGHT,
      });
    expect(inked(await pixels(plain, 60, 40, 600, 500))).toBeGreaterThan(5_000);
    const paper = await pixels(plain, CARD_WIDTH - 20, 300, 10, 10);
    const photo = await pixels(beside, CARD_WIDTH - 20, 300, 10, 10);
    expect(paper.every((value) => value > 240)).toBe(true);
    // The right half of the photo is blue.
    expect((photo[2] ?? 0) - (photo[0] ?? 255)).toBeGreaterThan(100);
  });

  it('has every Vietnamese letter with its marks, none in the place of another', async () => {
    const cards = createCards({ photoFile, report: unexpected });
    const letters = [...'ăâđêôơưẵậễộờữỹẶỶ'];
    const drawn = await Promise.all(letters.map((title) => cards.draw({ site: 'P', title, foot: 'P' })));
    const shapes = await Promise.all(
      drawn.map(async (jpeg) => {
        const raw = await pixels(jpeg ?? new Uint8Array(), 40, 200, 200, 250);
        expect(inked(raw)).toBeGreaterThan(100);
        return raw.toString('base64');
      }),
    );
    expect(new Set(shapes).size).toBe(letters.length);
  });

  it('keeps within its edges, however much is to be said', async () => {
    const long = 'Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc Sở Nông nghiệp '.repeat(20);
    const cards = createCards({ photoFile, report: unexpected });
    for (const photo of [{}, { photo: IMAGE }]) {
      const jpeg = await cards.draw({
        site: long,
        label: long,
        lead: long,
        title: long,
        foot: long,
        ...photo,
      });
      if (!jpeg) throw new Error('Nothing was drawn.');
      const edges = await Promise.all([
        pixels(jpeg, 0, 0, 700, 24),
        pixels(jpeg, 0, CARD_HEIGHT - 24, 700, 24),
        pixels(jpeg, 0, 0, 40, CARD_HEIGHT),
      ]);
      expect(edges.map(inked)).toEqual([0, 0, 0]);
    }
  });

  it('is not drawn while its photo cannot be read, which is told: a picture under that name is kept for ever', async () => {
    const faults: unknown[] = [];
    const cards = createCards({ photoFile, report: (fault) => faults.push(fault) });
    expect(await cards.draw({ ...CARD, photo: { ...IMAGE, id: 'b'.repeat(64) } })).toBeNull();
    expect(String(faults)).toContain('ENOENT');
    expect(await cards.draw({ ...CARD, photo: IMAGE })).toBeInstanceOf(Uint8Array);
  });

  it('has another name when anything on it is another, and the same one in every life of the server', () => {
    const { nameOf } = createCards({ photoFile, report: unexpected });
    const others = [
      CARD,
      { ...CARD, title: `${CARD.title} ` },
      { ...CARD, photo: IMAGE },
      { ...CARD, label: 'x' },
    ];
    expect(new Set(others.map(nameOf)).size).toBe(4);
    expect(createCards({ photoFile, report: unexpected }).nameOf({ ...CARD })).toBe(nameOf(CARD));
  });
});

describe('drawing', () => {
  const JPEG = new Uint8Array(1_000_000).fill(0xff);

  it('is done once for all who ask for the same, one card at a time, and what is kept is bounded', async () => {
    let drawn = 0;
    let atOnce = 0;
    let most = 0;
    const cards = createCards({
      photoFile,
      report: unexpected,
      async draw() {
        drawn += 1;
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise(setImmediate);
        atOnce -= 1;
        return JPEG;
      },
    });
    const card = (n: number): ShareCard => ({ ...CARD, title: String(n) });
    await Promise.all([cards.draw(card(0)), cards.draw(card(0)), cards.draw(card(1))]);
    expect([drawn, most]).toEqual([2, 1]);
    for (let n = 2; n < 10; n += 1) await cards.draw(card(n));
    expect(drawn).toBe(10);
    await cards.draw(card(9));
    expect(drawn).toBe(10);
    // The first were let go: 8 MiB have room for eight of these.
    await cards.draw(card(0));
    expect(drawn).toBe(11);
  });

  it('is refused when too many wait', async () => {
    const cards = createCards({ photoFile, report: unexpected, draw: () => new Promise(() => undefined) });
    for (let n = 0; n < 16; n += 1) void cards.draw({ ...CARD, title: String(n) });
    expect(await cards.draw({ ...CARD, title: 'too many' })).toBeNull();
  });

  it('that never ends, or gives what is no picture, is given up and told; the next card is drawn', async () => {
    for (const [name, sentence] of [
      ['never-answers', 'too long'],
      ['says-nonsense', 'no picture'],
      ['is-not-there', 'ended with'],
    ] as const) {
      const faults: unknown[] = [];
      const draw = createDrawing({
        program: program(name),
        withinMs: name === 'never-answers' ? 300 : 10_000,
      });
      const cards = createCards({ photoFile, report: (fault) => faults.push(fault), draw });
      expect(await cards.draw(CARD)).toBeNull();
      expect(String(faults)).toContain(sentence);
      expect(await cards.draw({ ...CARD, title: 'again' })).toBeNull();
      expect(faults).toHaveLength(2);
    }
  });
});
