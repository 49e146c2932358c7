// How stretches of time are told; what is left, in the unit of the promise where its days are known.

import { filled, text, words } from "./textos.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIGURES = /^[1-9]\d{0,3}( a [1-9]\d{0,3})? /;

/**
 * Return what promises are counted in, by the table of units in `catalogo.json`: all `units`, the `calendar` day, the unit
 * `named` in a phrase, and the day `of` one (both null where the table has none). It throws on a table it cannot read.
 */
export function daysIn(table) {
  const units = Object.values(table);
  if (units.some(({ one, more, clock }) => [one, more, clock].some((word) => typeof word !== "string"))) {
    throw new TypeError("units");
  }
  const dayOf = (clock) => units.find((unit) => unit.clock === clock && unit.days === 1) ?? null;
  const calendar = dayOf("calendar_days");
  if (!calendar) throw new TypeError("units");
  const named = (phrase) => {
    const ending = phrase.replace(FIGURES, "");
    return units.find(({ one, more }) => ending === one || ending === more) ?? null;
  };
  return { units, calendar, named, of: (phrase) => dayOf(named(phrase)?.clock) };
}

/** Return how long something lasts, rounded down to its largest unit. */
export function duration(milliseconds) {
  if (milliseconds < MINUTE) return text("under_a_minute");
  if (milliseconds < HOUR) return counted("minute", milliseconds / MINUTE);
  if (milliseconds < 2 * DAY) return counted("hour", milliseconds / HOUR);
  return counted("day", milliseconds / DAY);
}

/** Return a stretch of counted time as `3 h 30 min`. */
export function stretch(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const { dates } = words;
  const parts = [[hours, dates.hours], [minutes, dates.minutes]].filter(([figure]) => figure);
  return parts.map(([figure, form]) => filled(form, { figure })).join(" ") || filled(dates.seconds, { figure: seconds });
}

/** Return what is left until a due moment; `still` is what its count says, or null, and `calendar` a calendar day. */
export function left(due, now, still, time, calendar) {
  const ahead = due - now;
  if (ahead < MINUTE) return missing(1, duration(ahead));
  if (ahead < 6 * HOUR && ahead >= HOUR) {
    const minutes = Math.floor((ahead % HOUR) / MINUTE);
    const hours = counted("hour", ahead / HOUR);
    const told = minutes ? text("hours_and_minutes", { hours, minutes: counted("minute", minutes) }) : hours;
    return missing(ahead / HOUR, told);
  }
  if (ahead < 2 * DAY) return missing(ahead / (ahead < HOUR ? MINUTE : HOUR), duration(ahead));
  const days = time.daysBetween(time.place(now).day, time.place(new Date(due - 1)).day);
  if (!still) return missing(days, counted("day", days));
  const inUnit = missing(still.days, unitWords(still.unit, still.days));
  return still.days === days ? inUnit : text("left_in_days", { left: inUnit, days: unitWords(calendar, days) });
}

/** Return the days of a count that are still to come after today; null unless every counted day is there. */
export function stillToCount(trace, unit, today, lastDay) {
  const days = trace.filter((row) => row.verdict === "counted");
  const whole = days.length > 0 && days.every((row, at) => row.ordinal === at + 1) && days.at(-1).date === lastDay;
  return unit && whole ? { unit, days: days.filter((row) => row.date > today).length } : null;
}

/** Return a figure and what so many of a unit are called. */
export function unitWords(unit, figure) {
  return `${figure} ${figure === 1 ? unit.one : unit.more}`;
}

function counted(key, amount) {
  return text(key, { figure: Math.floor(amount) });
}

function missing(amount, time) {
  return text("left", { figure: Math.floor(amount), time });
}
