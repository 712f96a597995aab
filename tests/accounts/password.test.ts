import { expect, test } from 'vitest';
import { createPasswords } from '#server/accounts/password.ts';
import { createTurnstile } from '#server/accounts/turnstile.ts';

const passwords = createPasswords();

test('a password is stored as an argon2id PHC string of 64 MiB, three passes, and found again', async () => {
  const stored = await passwords.hash('mật khẩu thứ nhất');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/u);
  expect(await passwords.matches('mật khẩu thứ nhất'.normalize('NFD'), stored ?? '')).toBe(true);
  expect(await passwords.matches('mật khẩu thứ hai', stored ?? '')).toBe(false);
});

test('a password matches what was stored at another cost', async () => {
  // Computed with Node's own argon2id: 8 MiB, one pass, salt `somesalt`.
  const { argon2Sync } = await import('node:crypto');
  const key = argon2Sync('argon2id', {
    message: 'an old password',
    nonce: 'somesalt',
    parallelism: 1,
    tagLength: 24,
    memory: 8_192,
    passes: 1,
  });
  const salt = Buffer.from('somesalt').toString('base64').replace(/=+$/u, '');
  const stored = `$argon2id$v=19$m=8192,t=1,p=1$${salt}$${key.toString('base64').replace(/=+$/u, '')}`;
  expect(await passwords.matches('an old password', stored)).toBe(true);
  expect(await passwords.matches('an older password', stored)).toBe(false);
});

test('a login nobody has takes as long as one somebody has', async () => {
  const stored = (await passwords.hash('the real password')) ?? '';
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let i = 0; i < 3; i += 1)
    for (const who of ['known', 'unknown'] as const) {
      const before = performance.now();
      expect(await passwords.matches('a wrong password', who === 'known' ? stored : undefined)).toBe(false);
      times[who].push(performance.now() - before);
    }
  const quickest = { known: Math.min(...times.known), unknown: Math.min(...times.unknown) };
  expect(quickest.unknown / quickest.known).toBeGreaterThan(0.5);
  expect(quickest.unknown / quickest.known).toBeLessThan(2);
});

test('a turnstile lets two work at once and twenty wait; more are turned away unheard', async () => {
  const enter = createTurnstile({ atOnce: 2, waiting: 20 });
  let inside = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  const answers = Array.from({ length: 25 }, (_, n) =>
    enter(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise<void>((done) => finish.push(done));
      inside -= 1;
      return n;
    }),
  );
  expect(await Promise.all(answers.slice(22))).toEqual([null, null, null]);
  for (let n = 0; n < 22; n += 1) {
    finish[n]?.();
    await answers[n];
  }
  expect(await Promise.all(answers.slice(0, 22))).toEqual(Array.from({ length: 22 }, (_, n) => n));
  expect(most).toBe(2);
});

test('a turnstile goes on after work that failed', async () => {
  const enter = createTurnstile({ atOnce: 1, waiting: 1 });
  await expect(enter(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await enter(async () => 'whole')).toBe('whole');
});
