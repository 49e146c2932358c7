// How stretches of time are told, and the units that promises are counted in.

import { filled, text, words } from "./textos.js";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
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

/** Return a figure and what so many of a unit are called. */
export function unitWords(unit, figure) {
  return `${figure} ${figure === 1 ? unit.one : unit.more}`;
}

function counted(key, amount) {
  return text(key, { figure: Math.floor(amount) });
}
