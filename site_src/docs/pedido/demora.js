// What is left of a promise and how late it is, in the promise's own unit: business time as `catalogo.json` has it.

import { counted, DAY, duration, HOUR, MINUTE, unitWords } from "./lapso.js";
import { clean } from "./nodos.js";
import { text } from "./textos.js";

const WHOLE_DAY = [[0, 1440]];
const BUSINESS = ["business_days", "business_day_hours", "open_time"];

/** Return what is left until a due moment; `trace` is its count. What cannot be counted is told as time to come. */
export function left(item, due, now, trace, page) {
  const phrase = clean(item.promise);
  const unit = page.days.named(phrase);
  const ahead = due - now;
  const days = page.time.daysBetween(page.time.place(now).day, page.time.place(new Date(due - 1)).day);
  const told = unit?.clock === "elapsed" ? timeLeft(ahead, unit) : unit && leftIn(phrase, unit, due, now, trace, page);
  if (!told) return ahead < 2 * DAY ? plainly(ahead) : missing(days, counted("day", days));
  const [figure, words, same] = told;
  const inUnit = missing(figure, words);
  return ahead < 2 * DAY || same === days ? inUnit : text("left_in_days", { left: inUnit, days: unitWords(page.days.calendar, days) });
}

/** Return how long ago a promise's due moment was. What cannot be counted is told as time that went by. */
export function lateness(promise, due, now, page) {
  const unit = page.days.named(promise);
  const passed = unit && countedSince(due, now, unit.clock, page);
  if (passed === null) return duration(now - due);
  const of = (clock, size) => page.days.units.filter((one) => one.clock === clock && one[size]);
  const rows = [
    // A day of such hours is a business day, and four of them are told as four days.
    ...(unit.clock === "business_day_hours" ? of("business_days", "days").map((one) => [one, one.days * 1440, 2880]) : []),
    ...of(unit.clock, "days").map((one) => [one, one.days, one.days]),
    ...of(unit.clock, "seconds").map((one) => [one, one.seconds / 60, one.seconds / 60]),
  ].sort(([, one], [, other]) => other - one);
  const [told, size] = rows.find(([, , least]) => passed >= least) ?? [];
  return told ? unitWords(told, Math.floor(passed / size)) : text("under_a_unit", { unit: rows.at(-1)[0].one });
}

// A figure, its words, and where it counts days, how many; null where it cannot be counted.
function leftIn(phrase, unit, due, now, trace, page) {
  const day = page.days.of(phrase);
  if (day) {
    const figure = daysLeft(day, due, now, trace, page);
    if (figure === null) return null;
    return figure ? [figure, unitWords(day, figure), figure] : [1, text("under_a_unit", { unit: day.one }), 0];
  }
  const seconds = secondsLeft(unit.clock, due, now, trace, page);
  if (seconds === null) return null;
  const smaller = page.days.units.filter((one) => one.clock === unit.clock && one.seconds <= unit.seconds);
  const told = smaller.sort((one, other) => other.seconds - one.seconds).find((one) => seconds >= one.seconds);
  if (!told) return [1, text("under_a_unit", { unit: smaller.at(-1).one })];
  const figure = Math.floor(seconds / told.seconds);
  return [figure, unitWords(told, figure)];
}

// A clock that always runs: a promise of hours is told in hours, one of minutes in minutes.
function timeLeft(ahead, unit) {
  if (ahead < MINUTE) return [1, duration(ahead)];
  if (ahead < HOUR || unit.seconds < 3600) return [ahead / MINUTE, counted("minute", ahead / MINUTE)];
  const minutes = Math.floor((ahead % HOUR) / MINUTE);
  const hours = counted("hour", ahead / HOUR);
  const exact = ahead < 6 * HOUR && minutes;
  return [ahead / HOUR, exact ? text("hours_and_minutes", { hours, minutes: counted("minute", minutes) }) : hours];
}

function plainly(ahead) {
  return missing(ahead < MINUTE ? 1 : ahead / (ahead < HOUR ? MINUTE : HOUR), duration(ahead));
}

// The days of a count that are still to come after today: by the count where it is whole, else by the calendar.
function daysLeft(day, due, now, trace, page) {
  const [today, last] = [page.time.place(now).day, page.time.end(due, trace).day];
  const days = trace.filter((row) => row.verdict === "counted");
  const whole = days.length > 0 && days.every((row, at) => row.ordinal === at + 1) && days.at(-1).date === last;
  if (whole) return days.filter((row) => row.date > today).length;
  const until = page.time.place(new Date(due - 1)).day;
  if (day.clock === "calendar_days") return page.time.daysBetween(today, until);
  const calendar = page.catalog.calendar;
  if (!covers(calendar, today, until)) return null;
  return datesBetween(today, until).filter((date) => date > today && hoursOn(date, calendar).length).length;
}

// Today's by the calendar, for its count tells no hours; the days to come by the count where it is whole.
function secondsLeft(clock, due, now, trace, page) {
  const calendar = page.catalog.calendar;
  const [from, to] = [page.time.place(now), page.time.place(new Date(due - 1))];
  const [begins, ends] = [minutesOf(from.time), minutesOf(to.time) + 1];
  if (covers(calendar, from.day, to.day)) return 60 * minutesBetween(from.day, begins, to.day, ends, clock, calendar);
  const later = trace.filter((row) => row.date > from.day);
  const whole = later.length === page.time.daysBetween(from.day, to.day) && later.at(-1)?.date === to.day;
  if (!whole || !covers(calendar, from.day, from.day)) return null;
  const sum = later.reduce((seconds, row) => seconds + (row.verdict === "counted" ? row.seconds : 0), 0);
  return sum + 60 * minutesBetween(from.day, begins, from.day, 1440, clock, calendar);
}

// Days of a clock that counts days, else minutes; null where the clock always runs, or its days are not known.
function countedSince(due, now, clock, page) {
  const calendar = page.catalog.calendar;
  const [from, to] = [page.time.place(new Date(due - 1)), page.time.place(now)];
  const [began, ends] = [minutesOf(from.time) + 1, minutesOf(to.time)];
  if (clock === "calendar_days") return Math.floor((now - due) / DAY);
  if (!calendar || from.day < calendar.from || !BUSINESS.includes(clock)) return null;
  if (clock !== "business_days") return minutesBetween(from.day, began, to.day, ends, clock, calendar);
  // The next business day is over at the hour at which the promise was.
  const isOver = (day) => day > from.day && (day < to.day || ends >= began);
  return datesBetween(from.day, to.day).filter((day) => isOver(day) && hoursOn(day, calendar).length).length;
}

function minutesBetween(first, began, last, ends, clock, calendar) {
  const minutes = (day) => {
    const [from, to] = [day === first ? began : 0, day === last ? ends : 1440];
    const hours = hoursOn(day, calendar);
    const spans = clock === "open_time" || !hours.length ? hours : WHOLE_DAY;
    return spans.reduce((sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, to) - Math.max(opens, from)), 0);
  };
  return datesBetween(first, last).reduce((sum, day) => sum + minutes(day), 0);
}

function covers(calendar, first, last) {
  return Boolean(calendar) && first >= calendar.from && last <= calendar.to;
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

function missing(amount, time) {
  return text("left", { figure: Math.floor(amount), time });
}
