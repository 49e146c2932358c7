// Stretches of time in, Spanish words out; what is left is told in the unit of the promise where its days are known.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIGURES = /^[1-9]\d{0,3}( a [1-9]\d{0,3})? /;

/**
 * Return the days that promises are counted in, by the table of units in `catalogo.json`: `calendar`, and `of` a phrase
 * (null where it counts no days, or in a unit that the table does not have). It throws on a table it cannot read.
 */
export function daysIn(table) {
  const units = Object.values(table);
  if (units.some(({ one, more, clock }) => [one, more, clock].some((word) => typeof word !== "string"))) {
    throw new TypeError("units");
  }
  const dayOf = (clock) => units.find((unit) => unit.clock === clock && unit.days === 1) ?? null;
  const calendar = dayOf("calendar_days");
  if (!calendar) throw new TypeError("units");
  return {
    calendar,
    of(phrase) {
      const ending = phrase.replace(FIGURES, "");
      return dayOf(units.find(({ one, more }) => ending === one || ending === more)?.clock);
    },
  };
}

/** Return how long something lasts, rounded down to its largest unit. */
export function duration(milliseconds) {
  if (milliseconds < MINUTE) return "menos de un minuto";
  if (milliseconds < HOUR) return counted(milliseconds / MINUTE, "minuto");
  if (milliseconds < 2 * DAY) return counted(milliseconds / HOUR, "hora");
  return counted(milliseconds / DAY, "día");
}

/** Return a stretch of counted time as `3 h 30 min`. */
export function stretch(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [hours && `${hours} h`, minutes && `${minutes} min`].filter(Boolean);
  return parts.join(" ") || `${seconds} s`;
}

/** Return what is left until a due moment; `still` is what its count says, or null, and `calendar` a calendar day. */
export function left(due, now, still, time, calendar) {
  const ahead = due - now;
  if (ahead < MINUTE) return "Falta menos de un minuto";
  if (ahead < 6 * HOUR && ahead >= HOUR) {
    const minutes = Math.floor((ahead % HOUR) / MINUTE);
    const hours = counted(ahead / HOUR, "hora");
    return missing(ahead / HOUR, minutes ? `${hours} y ${counted(minutes, "minuto")}` : hours);
  }
  if (ahead < 2 * DAY) return missing(ahead / (ahead < HOUR ? MINUTE : HOUR), duration(ahead));
  const days = time.daysBetween(time.place(now).day, time.place(new Date(due - 1)).day);
  if (!still) return missing(days, counted(days, "día"));
  const inUnit = missing(still.days, unitWords(still.unit, still.days));
  return still.days === days ? inUnit : `${inUnit} (${unitWords(calendar, days)})`;
}

/** Return the days of a count that are still to come after today; null unless every counted day is there. */
export function stillToCount(trace, unit, today, lastDay) {
  const days = trace.filter((row) => row.verdict === "counted");
  const whole = days.length > 0 && days.every((row, at) => row.ordinal === at + 1) && days.at(-1).date === lastDay;
  return unit && whole ? { unit, days: days.filter((row) => row.date > today).length } : null;
}

function unitWords(unit, figure) {
  return `${figure} ${figure === 1 ? unit.one : unit.more}`;
}

function counted(amount, unit) {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}

function missing(amount, words) {
  return `${Math.floor(amount) === 1 ? "Falta" : "Faltan"} ${words}`;
}
