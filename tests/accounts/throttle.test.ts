import { beforeEach, expect, test } from 'vitest';
import type { Throttle } from '#server/accounts/throttle.ts';
import { createThrottle } from '#server/accounts/throttle.ts';

let at = 0;
let throttle: Throttle;
const pass = (seconds: number) => {
  at += seconds * 1_000;
};
const secondsToWait = (login: string, address: string): number => {
  const answer = throttle.begin(login, address);
  if (!answer.ok) return answer.seconds;
  answer.notTried();
  return 0;
};
const fail = (login: string, address: string, times: number) => {
  for (let i = 0; i < times; i += 1) throttle.begin(login, address);
};

beforeEach(() => {
  at = Date.parse('2026-03-12T01:00:00.000Z');
  throttle = createThrottle({ now: () => new Date(at).toISOString() });
});

test('five failures on an account are free, each further one doubles the wait, up to a quarter of an hour', () => {
  fail('ada', '203.0.113.7', 5);
  const waits: number[] = [];
  for (let i = 0; i < 9; i += 1) {
    const wait = secondsToWait('ada', '203.0.113.7');
    waits.push(wait);
    pass(wait);
    fail('ada', '203.0.113.7', 1);
  }
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('an account is slowed down wherever the guesses come from, other accounts are not', () => {
  for (let i = 0; i < 5; i += 1) fail('ada', `203.0.113.${i}`, 1);
  expect(secondsToWait('ada', '198.51.100.1')).toBe(15);
  expect(secondsToWait('ruth', '203.0.113.1')).toBe(0);
});

test('an address is slowed down whatever login it tries', () => {
  for (let i = 0; i < 30; i += 1) fail(`guess-${i}`, '203.0.113.7', 1);
  expect(secondsToWait('ada', '203.0.113.7')).toBe(5);
  expect(secondsToWait('ada', '203.0.113.8')).toBe(0);
});

test('an IPv6 address counts by its first 64 bits, an IPv4 address written as IPv6 as itself', () => {
  for (let i = 0; i < 30; i += 1) fail(`guess-${i}`, `2001:db8:0:1::${i.toString(16)}`, 1);
  expect(secondsToWait('ada', '2001:db8:0:1:ffff::1')).toBe(5);
  expect(secondsToWait('ada', '2001:db8:0:2::1')).toBe(0);
  for (let i = 0; i < 30; i += 1) fail(`other-${i}`, '::ffff:203.0.113.9', 1);
  expect(secondsToWait('ada', '203.0.113.9')).toBe(5);
  expect(secondsToWait('ada', '::ffff:203.0.113.10')).toBe(0);
});

test('tries at the same moment count before any of them has failed', () => {
  const answers = Array.from({ length: 20 }, () => throttle.begin('ada', '203.0.113.7'));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
});

test('somebody who signed in from there before is not shut out by a stranger', () => {
  const attempt = throttle.begin('ada', '203.0.113.7');
  if (attempt.ok) attempt.succeeded();
  fail('ada', '198.51.100.1', 5);
  expect(secondsToWait('ada', '198.51.100.1')).toBe(15);
  expect(secondsToWait('ada', '203.0.113.7')).toBe(0);
  fail('ada', '203.0.113.7', 5);
  expect(secondsToWait('ada', '203.0.113.7')).toBe(15);
});

test('failures are forgotten half an hour after the last', () => {
  fail('ada', '203.0.113.7', 5);
  pass(30 * 60 + 1);
  fail('ada', '203.0.113.7', 4);
  expect(secondsToWait('ada', '203.0.113.7')).toBe(0);
});

test('a clock that is set back lengthens no wait', () => {
  fail('ada', '203.0.113.7', 5);
  pass(-24 * 3_600);
  expect(secondsToWait('ada', '203.0.113.7')).toBe(15);
});
