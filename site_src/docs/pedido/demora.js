// What is left of a promise and how late it is, in the promise's own unit: business time as `catalogo.json` has it.

import { DAY, duration, MINUTE, unitWords } from "./lapso.js";
import { clean } from "./nodos.js";
import { text } from "./textos.js";
import { noon, weekdayOf } from "./tiempo.js";

const WHOLE_DAY = [[0, 1440]];
const BUSINESS = ["business_days", "business_day_hours", "open_time"];

/** Return what is left until a due moment; `trace` is its count. What cannot be counted is told as time to come. */
export function left(item, due, now, trace, page) {
  const phrase = clean(item.promise);
  const [unit, day] = [page.days.named(phrase), page.days.of(phrase)];
  const [from, to] = [page.time.place(now), page.time.place(new Date(due - 1))];
  const [ahead, days] = [due - now, page.time.daysBetween(from.day, to.day)];
  const rest = day ? daysLeft(day, from.day, to.day, trace, page) : unit && minutesLeft(unit, from, to, ahead, page);
  if (rest === null) return missing(ahead < MINUTE || /^1 /.test(duration(ahead)) ? 1 : 2, duration(ahead));
  const isOf = (one) => (day ? one === day : one.clock === unit.clock && one.seconds <= unit.seconds);
  const inUnit = missing(...inUnits(rest, sizes(page, isOf)));
  return ahead < 2 * DAY || (day && rest === days) ? inUnit : text("left_in_days", { left: inUnit, days: unitWords(page.days.calendar, days) });
}

/** Return how long ago a promise's due moment was. What cannot be counted is told as time that went by. */
export function lateness(promise, due, now, page) {
  const unit = page.days.named(promise);
  const passed = unit && countedSince(due, now, unit.clock, page);
  if (passed === null) return duration(now - due);
  const rows = sizes(page, (one) => one.clock === unit.clock);
  // A day of such hours is a business day, and four of them are told as four days.
  if (unit.clock === "business_day_hours" && passed >= 2880) rows.unshift([page.days.units.find((one) => one.clock === "business_days"), 1440]);
  return inUnits(passed, rows)[1];
}

// An amount in the largest of some units: the figure, and its words.
function inUnits(amount, rows) {
  const [unit, size] = rows.find(([, one]) => amount >= one) ?? [];
  const figure = Math.floor(amount / size);
  return unit ? [figure, unitWords(unit, figure)] : [1, text("under_a_unit", { unit: rows.at(-1)[0].one })];
}

// Units with their days, or else their minutes, the largest first.
function sizes(page, isOf) {
  const rows = page.days.units.filter(isOf).map((one) => [one, one.days ?? one.seconds / 60]);
  return rows.sort(([, one], [, other]) => other - one);
}

// The days of a count that are still to come after today: by the count where it is whole, else by the calendar.
function daysLeft(unit, today, last, trace, page) {
  const days = trace.filter((row) => row.verdict === "counted");
  const whole = days.length > 0 && days.every((row, at) => row.ordinal === at + 1) && days.at(-1).date === last;
  if (whole) return days.filter((row) => row.date > today).length;
  if (unit.clock === "calendar_days") return page.time.daysBetween(today, last);
  const calendar = page.catalog.calendar;
  if (!covers(calendar, today, last)) return null;
  return datesBetween(today, last).filter((date) => date > today && hoursOn(date, calendar).length).length;
}

function minutesLeft({ clock }, from, to, ahead, page) {
  if (clock === "elapsed") return Math.floor(ahead / MINUTE);
  const calendar = page.catalog.calendar;
  if (!covers(calendar, from.day, to.day)) return null;
  return minutesBetween(from.day, minutesOf(from.time), to.day, minutesOf(to.time) + 1, clock, calendar);
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
  return special ?? calendar.week[weekdayOf(day)];
}

function datesBetween(first, last) {
  const begin = noon(first).getTime();
  const days = (noon(last) - begin) / DAY + 1;
  return Array.from({ length: Math.max(0, days) }, (_, at) => new Date(begin + at * DAY).toISOString().slice(0, 10));
}

function minutesOf(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function missing(figure, time) {
  return text("left", { figure, time });
}
