/** What a file is by its first bytes; the name and the type a client sends are not asked. */
export type PhotoType = 'jpeg' | 'png' | 'webp' | 'avif';

const HEAD_BYTES = 1_024;

/** @returns null for anything we do not take */
export function photoTypeOf(bytes: Uint8Array): PhotoType | null {
  const head = latin1(bytes);
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  return brandsOf(head).includes('avif') ? 'avif' : null;
}

const OTHERS: readonly (readonly [string, (head: string) => boolean])[] = [
  ['HEIC', (head) => brandsOf(head).some((brand) => /^(?:hei[cmsx]|hev[cmx]|mif1|msf1)$/u.test(brand))],
  ['GIF', (head) => head.startsWith('GIF8')],
  ['TIFF', (head) => head.startsWith('II*\0') || head.startsWith('MM\0*')],
  ['BMP', (head) => head.startsWith('BM')],
  ['PDF', (head) => head.startsWith('%PDF-')],
  ['SVG', (head) => /<svg[\s>]/iu.test(head)],
  ['HTML', (head) => /<(?:!doctype html|html|head|body|script)[\s>]/iu.test(head)],
];

/** What a refused file probably is, so that the person knows what to do; undefined where we cannot tell. */
export function guessOther(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes);
  return OTHERS.find(([, is]) => is(head))?.[0];
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');

/** The brands an ISO media file names in its first box, `ftyp`. */
function brandsOf(head: string): string[] {
  if (head.slice(4, 8) !== 'ftyp') return [];
  const length = [...head.slice(0, 4)].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
  const [major, , ...compatible] = head.slice(8, length).match(/[\s\S]{4}/gu) ?? [];
  return major === undefined ? [] : [major, ...compatible];
}
