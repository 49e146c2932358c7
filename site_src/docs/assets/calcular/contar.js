// A promise, the UTC second its clock starts and a calendar in; the same dates and count as generator/compute out.

import { traceOf } from "./rastro.js";

const SECONDS = { minuto: 60, hora: 3600 };

/**
 * Return `{start, earliest, due, trace}` in UTC seconds, or `{unknown}`: the year whose holidays are not loaded.
 *
 * `promise` is `{clock, measure, first, last}` with the words of generator/model/promise.py; `first` is null or the
 * figure a range may be ready from. The cost does not grow with the length of the promise, only the trace does.
 */
export function count(promise, startSeconds, calendar) {
  const start = Math.floor(startSeconds);
  const startDay = calendar.localDay(start);
  if (!calendar.has(startDay)) return { unknown: yearOf(start, calendar) };
  const resolved = resolve(promise, start, startDay, calendar);
  if (!resolved) return { unknown: String(calendar.lastYear + 1) };
  const { earliest, due } = resolved;
  return { start, earliest, due, trace: traceOf(promise.clock, { ...resolved, start, startDay }, calendar) };
}

function resolve(promise, start, startDay, calendar) {
  if (promise.clock === "business_days") return businessDays(promise, start, startDay, calendar);
  if (promise.clock === "calendar_days") return calendarDays(promise, startDay, calendar);
  return running(promise, start, startDay, calendar);
}

function businessDays(promise, start, startDay, calendar) {
  const inTime = calendar.isBusinessDay(startDay) && start < calendar.cutOff(startDay);
  const zero = inTime ? startDay : calendar.nthBusinessDayAfter(startDay, 1);
  const lastDay = zero === null ? null : calendar.nthBusinessDayAfter(zero, promise.last);
  if (lastDay === null) return null;
  const earliest = promise.first ? calendar.opening(calendar.nthBusinessDayAfter(zero, promise.first)) : null;
  return { firstDay: zero, earliest, due: calendar.closing(lastDay), lastDay };
}

function calendarDays(promise, startDay, calendar) {
  const lastDay = startDay + promise.last;
  if (!calendar.has(lastDay)) return null;
  const earliest = promise.first ? calendar.moment(startDay + promise.first, 0) : null;
  return { firstDay: startDay, earliest, due: calendar.moment(lastDay, 1440), lastDay };
}

function running(promise, start, startDay, calendar) {
  const clock = calendar.clock(promise.clock);
  const unit = SECONDS[promise.measure];
  const due = clock.advance(start, promise.last * unit);
  // A due moment of 24:00 belongs to the day before.
  const lastDay = due === null ? null : calendar.localDay(due - 1);
  if (lastDay === null || !calendar.has(lastDay)) return null;
  const earliest = promise.first ? clock.advance(start, promise.first * unit) : null;
  return { firstDay: startDay, earliest, due, lastDay };
}

function yearOf(second, calendar) {
  return new Date(calendar.toWall(second) * 1000).toISOString().slice(0, 4);
}
