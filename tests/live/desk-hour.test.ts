import { describe, expect, it } from 'vitest';
import { dayOf, instantOf, instantUnder, lastInstantOf, parseHour, printHour } from '../../src/desk/hour.ts';

describe('hours on the desk', () => {
  it.each([
    ['9h12', 552],
    ['9:12', 552],
    ['0912', 552],
    ['912', 552],
    ['09h12', 552],
    ['9h', 540],
    [' 9 h 05 ', 545],
    ['9.30', 570],
    ['8 giờ 15', 495],
    ['8 giờ 15 phút', 495],
    ['08g15', 495],
    ["8h15'", 495],
    ['8 giờ', 480],
    ['23h59', 1439],
    ['24h00', null],
    ['9h60', null],
    ['', null],
    ['chín giờ', null],
  ])('reads %j as %s minutes after midnight', (text, minutes) => {
    expect(parseHour(text)).toBe(minutes);
  });

  it('prints an instant as the newspaper does, in the newsroom’s zone', () => {
    expect(printHour('2026-01-14T02:05:59.000Z')).toBe('9h05');
    expect(printHour('2026-01-13T17:00:00.000Z')).toBe('0h00');
    expect(dayOf('2026-01-13T17:00:00.000Z')).toBe('2026-01-14');
  });

  it('finds the instant of every hour it prints', () => {
    for (let minutes = 0; minutes < 1440; minutes += 1) {
      const iso = instantOf('2026-01-14', minutes);
      expect(parseHour(printHour(iso))).toBe(minutes);
      expect(dayOf(iso)).toBe('2026-01-14');
    }
  });

  it('takes an hour for today’s, and for yesterday’s just after midnight', () => {
    expect(lastInstantOf(552, '2026-01-14T02:20:00.000Z')).toBe('2026-01-14T02:12:00.000Z');
    expect(lastInstantOf(1438, '2026-01-13T17:05:00.000Z')).toBe('2026-01-13T16:58:00.000Z');
    expect(lastInstantOf(600, '2026-01-14T02:20:00.000Z')).toBe('2026-01-14T03:00:00.000Z');
  });
});

describe('an hour under an agenda item', () => {
  it('is of the item’s day once that day is over', () => {
    expect(instantUnder('2026-01-13', 960, '2026-01-14T02:20:00.000Z')).toBe('2026-01-13T09:00:00.000Z');
    expect(instantUnder('2026-01-14', 552, '2026-01-14T02:20:00.000Z')).toBe('2026-01-14T02:12:00.000Z');
    expect(instantUnder(undefined, 552, '2026-01-14T02:20:00.000Z')).toBe('2026-01-14T02:12:00.000Z');
  });
});
