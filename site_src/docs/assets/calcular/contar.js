// When a promise falls due, and its count: the same dates as generator/compute/promises.py finds.

import { traceOf } from "./rastro.js";

/**
 * Return `{start, earliest, due, trace}` in UTC seconds, or `{unknown}`: the year whose holidays are not loaded.
 *
 * `promise` is `{unit, first, last}`: a key of the calendar's table of units, and figures; `first` is null or the one
 * a range may be ready from. It throws on a unit that it does not know. The cost does not grow with the length of the
 * promise, only the trace does.
 */
export function count(promise, startSeconds, calendar) {
  const { clock, size } = calendar.unit(promise.unit);
  const figures = { first: promise.first && promise.first * size, last: promise.last * size };
  const start = Math.floor(startSeconds);
  const startDay = calendar.localDay(start);
  if (!calendar.has(startDay)) return { unknown: yearOf(start, calendar) };
  const resolved = resolve(clock, figures, start, startDay, calendar);
  if (!resolved) return { unknown: String(calendar.lastYear + 1) };
  const { earliest, due } = resolved;
  return { start, earliest, due, trace: traceOf(clock, { ...resolved, start, startDay }, calendar) };
}

function resolve(clock, figures, start, startDay, calendar) {
  if (clock === "business_days") return businessDays(figures, start, startDay, calendar);
  if (clock === "calendar_days") return calendarDays(figures, startDay, calendar);
  return running(calendar.clock(clock), figures, start, startDay, calendar);
}

function businessDays({ first, last }, start, startDay, calendar) {
  const inTime = calendar.isBusinessDay(startDay) && start < calendar.cutOff(startDay);
  const zero = inTime ? startDay : calendar.nthBusinessDayAfter(startDay, 1);
  const lastDay = zero === null ? null : calendar.nthBusinessDayAfter(zero, last);
  if (lastDay === null) return null;
  const earliest = first ? calendar.opening(calendar.nthBusinessDayAfter(zero, first)) : null;
  return { firstDay: zero, earliest, due: calendar.closing(lastDay), lastDay };
}

function calendarDays({ first, last }, startDay, calendar) {
  const lastDay = startDay + last;
  if (!calendar.has(lastDay)) return null;
  const earliest = first ? calendar.moment(startDay + first, 0) : null;
  return { firstDay: startDay, earliest, due: calendar.moment(lastDay, 1440), lastDay };
}

function running(clock, { first, last }, start, startDay, calendar) {
  const due = clock.advance(start, last);
  // A due moment of 24:00 belongs to the day before.
  const lastDay = due === null ? null : calendar.localDay(due - 1);
  if (lastDay === null || !calendar.has(lastDay)) return null;
  const earliest = first ? clock.advance(start, first) : null;
  return { firstDay: startDay, earliest, due, lastDay };
}

function yearOf(second, calendar) {
  return new Date(calendar.toWall(second) * 1000).toISOString().slice(0, 4);
}
