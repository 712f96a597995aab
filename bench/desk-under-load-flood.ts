import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';

/** What presses on the server while others post: a process of its own, so that those who measure are not late. */
export interface Flood {
  readonly url: string;
  readonly token: string;
  readonly password: string;
  /** Accounts that exist, with that password. */
  readonly logins: readonly string[];
  readonly signIns: number;
  readonly photos: number;
}

export interface Flooded {
  /** Answers by their status. Behind each 200 and 401 a password was hashed; 429 was sent away before. */
  readonly answers: Readonly<Record<number, number>>;
  readonly signInMs: number;
  readonly photoBytes: number;
  /** How long each photo took until its image was there, ascending. */
  readonly photoMs: readonly number[];
}

const MOST_BYTES = 15 * 2 ** 20;
const HASHED = new Set([200, 401]);

/** Grain, as of a dark hall: of 23 megapixels each, and nearly as many bytes as are taken. */
async function somePhotos(): Promise<Buffer[]> {
  const [width, height] = [6_000, 4_000];
  const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const;
  const grain = await sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .raw()
    .toBuffer();
  const view = (n: number, quality: number): Promise<Buffer> =>
    sharp(grain, { raw: { width, height, channels: 3 } })
      .extract({ left: 16 * n, top: 0, width: width - 160, height })
      .jpeg({ quality })
      .toBuffer();
  for (let quality = 90; ; quality -= 5) {
    const first = await view(0, quality);
    if (first.length > MOST_BYTES) continue;
    const photos = [first];
    for (let n = 1; n < 10; n += 1) photos.push(await view(n, quality));
    return photos;
  }
}

process.on('message', async (order: Flood | 'prepare') => {
  if (order === 'prepare') {
    photos.push(...(await somePhotos()).filter(({ length }) => length <= MOST_BYTES));
    process.send?.('prepared');
    return;
  }
  const answers: Record<number, number> = {};
  const began = performance.now();
  const signIn = async (n: number): Promise<void> => {
    const right = n % 2 === 0;
    const login = right ? (order.logins[n % order.logins.length] ?? '') : `nobody${n}`;
    for (let tried = 0; ; tried += 1) {
      const response = await fetch(`${order.url}/api/v1/sign-in`, {
        method: 'POST',
        headers: { 'x-forwarded-for': `10.${n}.${tried % 250}.7` },
        body: JSON.stringify({ login, password: order.password }),
      });
      await response.arrayBuffer();
      answers[response.status] = (answers[response.status] ?? 0) + 1;
      if (HASHED.has(response.status)) return;
      await wait(1_000 + Math.random() * 1_000);
    }
  };
  const photoMs: number[] = [];
  // As the desk does it: in pieces, and where too many wait only the answer is asked for again.
  const upload = async (bytes: Buffer): Promise<void> => {
    const tus = { 'tus-resumable': '1.0.0', authorization: `Bearer ${order.token}` };
    const begun = await fetch(`${order.url}/api/v1/uploads`, {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(bytes.length) },
    });
    const place = order.url + begun.headers.get('location');
    const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    let answer = await fetch(place, { method: 'PATCH', headers, body: new Uint8Array(bytes) });
    while (answer.status === 429 || answer.status === 503) {
      await answer.arrayBuffer();
      await wait(2_000);
      answer = await fetch(place, { headers: tus });
    }
    if (answer.status !== 200) throw new Error(await answer.text());
    photoMs.push(performance.now() - began);
  };
  let signInMs = 0;
  await Promise.all([
    Promise.all(Array.from({ length: order.signIns }, (_, n) => signIn(n))).then(() => {
      signInMs = performance.now() - began;
    }),
    ...photos.slice(0, order.photos).map(upload),
  ]);
  const photoBytes = photos.reduce((sum, { length }) => sum + length, 0) / photos.length;
  process.send?.({ answers, signInMs, photoBytes, photoMs } satisfies Flooded, () => process.disconnect());
});

const photos: Buffer[] = [];
