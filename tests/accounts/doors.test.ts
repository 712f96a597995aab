import { describe, expect, test } from 'vitest';
import { refuse } from '#domain/refusal.ts';
import { accountRefusalMessage } from '#i18n/account-refusals.ts';
import { nextPath } from '../../src/desk/next-path.ts';
import { readBytes, readForm, textIn } from '../../src/desk/request-body.ts';

describe('after the sign-in', () => {
  test.each([
    ['/desk/moi', '/desk/moi'],
    ['/en/desk/hoi-nghi?item=3#e', '/en/desk/hoi-nghi?item=3#e'],
    ['/desk/../moi', '/moi'],
  ])('%s is followed', (next, path) => {
    expect(nextPath(next, '/desk')).toBe(path);
  });

  test.each([
    null,
    '',
    'desk',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/desk/..//evil.example',
    'javascript:alert(1)',
    '//',
  ])('%j leads nowhere else than to the desk', (next) => {
    expect(nextPath(next, '/desk')).toBe('/desk');
  });
});

describe('a body', () => {
  const pouring = (chunks: number) => {
    let poured = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (poured === chunks) return controller.close();
        poured += 1;
        controller.enqueue(new Uint8Array(10).fill(poured));
      },
    });
    const request = new Request('https://here.invalid', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    return { request, poured: () => poured };
  };

  test('is given whole up to what it may have', async () => {
    const bytes = await readBytes(pouring(3).request, 30);
    expect([...(bytes ?? [])]).toEqual([...Array(10).fill(1), ...Array(10).fill(2), ...Array(10).fill(3)]);
    expect(await readBytes(new Request('https://here.invalid', { method: 'POST' }), 30)).toHaveLength(0);
  });

  test('that is too large is heard out, but not for ever', async () => {
    const abit = pouring(4);
    expect(await readBytes(abit.request, 30)).toBeNull();
    expect(abit.poured()).toBe(4);
    const endless = pouring(Number.POSITIVE_INFINITY);
    expect(await readBytes(endless.request, 30)).toBeNull();
    expect(endless.poured()).toBeLessThan(20);
  });

  test('is a form, or an empty one', async () => {
    const post = (body: BodyInit, type?: string) =>
      new Request('https://here.invalid', {
        method: 'POST',
        body,
        ...(type !== undefined && { headers: { 'content-type': type } }),
      });
    const form = await readForm(post(new URLSearchParams({ login: 'ada' })), 100);
    expect([textIn(form, 'login'), textIn(form, 'password')]).toEqual(['ada', '']);
    for (const other of [
      post('{}', 'application/json'),
      post(new URLSearchParams({ login: 'a'.repeat(200) })),
    ])
      expect([...(await readForm(other, 100)).keys()]).toEqual([]);
  });
});

describe('what a refused person reads', () => {
  test('names the seconds, and minutes where there are many', () => {
    expect(accountRefusalMessage(refuse('too-many', { detail: '15 s' }), 'vi')).toContain('15 giây');
    expect(accountRefusalMessage(refuse('too-many', { detail: '900 s' }), 'en')).toContain('15 minutes');
    expect(accountRefusalMessage(refuse('too-many'), 'vi')).not.toMatch(/\d/u);
  });

  test('is a sentence of its own for every reason', () => {
    const refusals = [
      refuse('not-signed-in'),
      refuse('too-many'),
      refuse('not-allowed'),
      refuse('not-allowed', { field: 'staffId' }),
      refuse('invalid', { field: 'login' }),
      refuse('invalid', { field: 'login', detail: 'ada' }),
      refuse('invalid', { field: 'name' }),
      refuse('invalid', { field: 'password' }),
      refuse('invalid', { field: 'password', detail: '≥ 10' }),
      refuse('too-long', { field: 'name', detail: '120' }),
      refuse('storage-failed'),
    ];
    for (const language of ['vi', 'en'] as const) {
      const sentences = refusals.map((refusal) => accountRefusalMessage(refusal, language));
      expect(new Set(sentences).size).toBe(refusals.length);
    }
  });
});
