import { isIP } from 'node:net';

/**
 * What of an address stands for one household or office: an IPv4 address whole, of an IPv6 address the first 64 bits,
 * because everybody has the other 64 to play with.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) !== 6) return bare;
  const parts = hextets(new URL(`http://[${bare}]`).hostname.slice(1, -1));
  const isMappedIpv4 = parts.slice(0, 5).every((part) => part === '0') && parts[5] === 'ffff';
  return isMappedIpv4 ? dotted(parts.slice(6)) : `${parts.slice(0, 4).join(':')}::/64`;
}

/** @param address as `URL` prints it: lower case, no leading zeros, no dotted end */
function hextets(address: string): string[] {
  const [head = '', tail = ''] = address.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

const dotted = (pair: readonly string[]): string =>
  pair
    .map((part) => Number.parseInt(part, 16))
    .flatMap((number) => [number >> 8, number & 255])
    .join('.');
