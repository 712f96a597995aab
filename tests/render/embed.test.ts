import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { embedHtml } from '#render/embed.ts';

it('[C40] what the README says to paste is what oEmbed gives', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, pasted = ''] = /```html\n(.*?)\n```/su.exec(readme) ?? [];
  const given = embedHtml({
    frame: 'https://live.example.vn/nhung/<address>',
    script: 'https://live.example.vn/embed.js',
    page: 'https://live.example.vn/truc-tiep/<address>',
    title: '…',
    width: 640,
    height: 600,
  });
  expect(pasted.replaceAll('\n', '')).toBe(given.toString().replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
});
