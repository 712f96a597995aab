import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RESERVED_SLUGS } from '#domain/coverage.ts';

const source = readFileSync(new URL('../../public/sw.js', import.meta.url), 'utf8');
const desk = new RegExp(/const DESK = \/(.+)\/;/u.exec(source)?.[1] ?? '(?!)', 'u');

it('[C45] the desks of coverages are kept on a device, whatever their address begins with, and no form', () => {
  for (const slug of ['hoi-nghi', 'dang-bo-huyen-ben-lau-lan-thu-5', 'moi-nhat', 'nhap-mon']) {
    expect(desk.test(`/desk/${slug}`), slug).toBe(true);
    expect(desk.test(`/en/desk/${slug}`), slug).toBe(true);
  }
  expect(desk.test('/desk')).toBe(true);
  for (const slug of RESERVED_SLUGS) expect(desk.test(`/desk/${slug}`), slug).toBe(false);
  expect(desk.test('/desk/hoi-nghi/thiet-lap')).toBe(false);
});
