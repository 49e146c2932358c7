// How late an item is, in the unit of its promise: business days and hours as the calendar of `catalogo.json` has them.

import { duration, unitWords } from "./lapso.js";
import { text } from "./textos.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WHOLE_DAY = [[0, 1440]];

/** Return how long ago a promise's due moment was. What cannot be counted is told as time that went by. */
export function lateness(promise, due, now, page) {
  const unit = page.days.named(promise);
  const counted = unit && countedSince(due, now, unit.clock, page);
  if (counted === null) return duration(now - due);
  const of = (clock, size) => page.days.units.filter((one) => one.clock === clock && one[size]);
  const rows = [
    // A day of such hours is a business day, and four of them are told as four days.
    ...(unit.clock === "business_day_hours" ? of("business_days", "days").map((one) => [one, one.days * 1440, 2880]) : []),
    ...of(unit.clock, "days").map((one) => [one, one.days, one.days]),
    ...of(unit.clock, "seconds").map((one) => [one, one.seconds / 60, one.seconds / 60]),
  ].sort(([, one], [, other]) => other - one);
  const [told, size] = rows.find(([, , least]) => counted >= least) ?? [];
  return told ? unitWords(told, Math.floor(counted / size)) : text("under_a_unit", { unit: rows.at(-1)[0].one });
}

// Days of a clock that counts days, else minutes; null where the clock always runs, or its days are not known.
function countedSince(due, now, clock, page) {
  const calendar = page.catalog.calendar;
  const [from, to] = [page.time.place(new Date(due - 1)), page.time.place(now)];
  const [began, ends] = [minutesOf(from.time) + 1, minutesOf(to.time)];
  if (clock === "calendar_days") return Math.floor((now - due) / DAY);
  if (!calendar || from.day < calendar.from || !["business_days", "business_day_hours", "open_time"].includes(clock)) return null;
  const days = datesBetween(from.day, to.day).map((day) => [day, hoursOn(day, calendar)]).filter(([, hours]) => hours.length);
  // The next business day is over at the hour at which the promise was.
  if (clock === "business_days") return days.filter(([day]) => day > from.day && (day < to.day || ends >= began)).length;
  const minutes = ([day, hours]) => {
    const [first, last] = [day === from.day ? began : 0, day === to.day ? ends : 1440];
    const spans = clock === "open_time" ? hours : WHOLE_DAY;
    return spans.reduce((sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, last) - Math.max(opens, first)), 0);
  };
  return days.reduce((sum, day) => sum + minutes(day), 0);
}

function hoursOn(day, calendar) {
  const special = Object.hasOwn(calendar.special, day) ? calendar.special[day] : null;
  return special ?? calendar.week[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7];
}

function datesBetween(first, last) {
  const begin = Date.parse(`${first}T12:00:00Z`);
  const days = Math.round((Date.parse(`${last}T12:00:00Z`) - begin) / DAY) + 1;
  return Array.from({ length: Math.max(0, days) }, (_, at) => new Date(begin + at * DAY).toISOString().slice(0, 10));
}

function minutesOf(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
