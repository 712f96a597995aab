import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { ZONE } from '#domain/coverage.ts';
import { hourOfInstant } from './instant.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

const WEEKDAYS = {
  vi: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

type Language = keyof typeof WEEKDAYS;

const inZone = (iso: string): dayjs.Dayjs => dayjs(iso).tz(ZONE);

/**
 * The hour as the newspaper prints it, in every language: `8h05`. Not by dayjs, whose zones take thirty times as long:
 * a page prints two hours for each entry. @param iso a UTC instant
 */
export const printHour: (iso: string) => string = hourOfInstant;

/** The day in Vietnam on which an instant falls, `YYYY-MM-DD`. @param iso a UTC instant */
export const dayOf = (iso: string): string => inZone(iso).format('YYYY-MM-DD');

/** `14-1-2022`, or `14 January 2022`. @param day `YYYY-MM-DD` */
export function printDay(day: string, language: Language): string {
  const [year, month, date] = numbersOf(day);
  return language === 'vi' ? `${date}-${month}-${year}` : `${date} ${MONTHS[month - 1]} ${year}`;
}

/** `Thứ Sáu, 14-1-2022`, or `Friday, 14 January 2022`. @param day `YYYY-MM-DD` */
export function printLongDay(day: string, language: Language): string {
  const weekday = WEEKDAYS[language][dayjs.utc(day).day()];
  return `${weekday}, ${printDay(day, language)}`;
}

/** `16h20, 15-1-2022`, or `16h20, 15 January 2022`. @param iso a UTC instant */
export const printMoment = (iso: string, language: Language): string =>
  `${printHour(iso)}, ${printDay(dayOf(iso), language)}`;

function numbersOf(day: string): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}
