// How moments and dates are told: in the company's zone, on a 24-hour clock and without narrow spaces.

import { DAY } from "./lapso.js";
import { list } from "./nodos.js";
import { filled, text, words } from "./textos.js";

// Browsers read much more than this as a date, each in a way of its own.
const ISO = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Return a moment written in ISO 8601, or null where there is none. */
export function moment(text) {
  const value = typeof text === "string" && ISO.test(text) ? new Date(text) : null;
  return value && !Number.isNaN(value.getTime()) ? value : null;
}

/**
 * Return the printers of one zone. `offsets` are the UTC seconds from which it has another offset, each with that offset in
 * seconds, or with null where it is not known from then on.
 */
export function timeIn(zone, offsets) {
  // Without a zone Intl would take the reader's own, and every date would be another one.
  if (typeof zone !== "string") throw new TypeError("zone");
  const changes = list(offsets);
  const { dates } = words;
  let clock = null;

  function place(value) {
    const offset = changes.filter(([second]) => second * 1000 <= value).at(-1)?.[1];
    if (Number.isInteger(offset)) {
      const wall = new Date(value.getTime() + offset * 1000).toISOString();
      return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
    }
    // A browser loads its data of languages and zones for this: a quarter of all the time that drawing an order took.
    clock ??= clockOf(zone);
    const parts = named(clock, value);
    return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
  }

  // A count used up at midnight ended on the day it counted: so it is told as its end.
  function end(value, trace) {
    const at = place(value);
    const last = trace.at(-1)?.date;
    return at.time === "00:00" && last < at.day ? { day: dayBefore(at.day), time: null } : at;
  }

  function day(date, now) {
    const [year, month, number] = date.split("-");
    const weekday = dates.weekdays[weekdayOf(date)];
    const form = place(now).day.startsWith(year) ? dates.day_of_year : dates.day;
    return filled(form, { weekday, day: Number(number), month: dates.months[month - 1], year });
  }

  function exact(value, now) {
    return written(place(value), now);
  }

  function dueText(value, now, trace) {
    return written(end(value, trace), now);
  }

  // Days are ready from their opening; only a count of hours can be used up at midnight.
  function earliestText(value, now, trace) {
    const at = place(value);
    if (at.time !== "00:00") return written(at, now);
    const before = dayBefore(at.day);
    const usedUp = trace.some((row) => row.date === before && Number.isInteger(row.seconds));
    return usedUp ? written({ day: before, time: null }, now) : day(at.day, now);
  }

  // Without a time it is the end of a day.
  function written(at, now) {
    if (at.time === null) return filled(dates.end_of_day, { day: day(at.day, now) });
    return filled(dates.at, { day: day(at.day, now), clock: clockTime(at.time) });
  }

  // `when` is a moment, or the two runs it lies between.
  function known(when, now) {
    if (typeof when === "string") return moment(when) && on(exact(moment(when), now));
    const [after, by] = [moment(when?.after), moment(when?.by)];
    if (!after || !by) return null;
    const [from, to] = [place(after), place(by)];
    if (from.day !== to.day) {
      return filled(dates.between, { first: exact(after, now), last: exact(by, now) });
    }
    if (from.time === to.time) return on(exact(after, now));
    return text("within_day", { from: clockTime(from.time), to: clockTime(to.time), day: day(from.day, now) });
  }

  // Without its day where it is of today.
  function near(value, now) {
    const at = place(value);
    return at.day === place(now).day ? text("today", { clock: clockTime(at.time) }) : on(written(at, now));
  }

  function on(told) {
    return filled(dates.on, { day: told });
  }

  return { day, daysBetween, dueText, earliestText, end, exact, known, near, place };
}

/** Return a date's day of the week, 0 for Monday. */
export function weekdayOf(date) {
  return (noon(date).getUTCDay() + 6) % 7;
}

/** Return the moment that stands for a date where dates are counted: its noon in UTC. */
export function noon(date) {
  return new Date(`${date}T12:00:00Z`);
}

function clockOf(zone) {
  return new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
}

function named(format, value) {
  return Object.fromEntries(format.formatToParts(value).map((part) => [part.type, part.value]));
}

function daysBetween(first, last) {
  return (noon(last) - noon(first)) / DAY;
}

function dayBefore(date) {
  return new Date(noon(date) - DAY).toISOString().slice(0, 10);
}

// "A la 01:30", "a las 15:00": one hour is one.
function clockTime(time) {
  const { one, more } = words.dates.clock;
  return filled(Number(time.slice(0, 2)) === 1 ? one : more, { time });
}
