import { describe, expect, it } from 'vitest';
import { ZONE } from '#domain/coverage.ts';
import { hourOfInstant, localIso } from '#render/instant.ts';
import { dayOf, printDay, printHour, printLongDay, printMoment } from '#render/time.ts';
import { at } from '../cast/a-coverage.ts';

describe('hours and days as printed', () => {
  it.each(['0h00', '8h05', '8h15', '10h35', '23h59'])('prints %s', (hour) => {
    expect(printHour(at(hour))).toBe(hour);
    expect(hourOfInstant(at(hour))).toBe(hour);
  });

  it('counts days in Vietnam, not in Greenwich', () => {
    expect(dayOf('2026-03-11T18:30:00.000Z')).toBe('2026-03-12');
    expect(localIso('2026-03-11T18:30:00.000Z')).toBe('2026-03-12T01:30:00+07:00');
  });

  it('prints days as each language does', () => {
    expect(printDay('2022-01-14', 'vi')).toBe('14-1-2022');
    expect(printDay('2022-01-14', 'en')).toBe('14 January 2022');
    expect(printLongDay('2022-01-14', 'vi')).toBe('Thứ Sáu, 14-1-2022');
    expect(printLongDay('2022-01-16', 'vi')).toBe('Chủ Nhật, 16-1-2022');
    expect(printLongDay('2022-01-14', 'en')).toBe('Friday, 14 January 2022');
    expect(printMoment('2022-01-15T09:20:00.000Z', 'vi')).toBe('16h20, 15-1-2022');
  });
});

it('prints the hour that Vietnam’s clocks showed, all year, in years past too', () => {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: 'numeric', minute: '2-digit' });
  for (let minute = Date.UTC(1986, 11, 15); minute < Date.UTC(2031, 0, 1); minute += 100_003 * 60_000) {
    const iso = new Date(minute).toISOString();
    const [hour = '', minutes = ''] = clock.format(minute).split(':');
    expect(printHour(iso)).toBe(`${Number(hour)}h${minutes}`);
  }
});
