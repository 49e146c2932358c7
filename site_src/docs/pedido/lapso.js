// Stretches of time in, Spanish words out; what is left is told in the unit of the promise where its days are known.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PLURALS = { hábil: "hábiles", corrido: "corridos" };

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

/** Return what is left until a due moment; `still` is what the count of days says of it, or null. */
export function left(due, now, still, time) {
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
  const inUnit = missing(still.days, `${counted(still.days, "día")} ${still.days === 1 ? still.unit : PLURALS[still.unit]}`);
  return still.days === days ? inUnit : `${inUnit} (${counted(days, "día")} ${PLURALS.corrido})`;
}

/** Return the days of a count that are still to come after today; null unless every counted day is there. */
export function stillToCount(trace, unit, today, lastDay) {
  const days = trace.filter((row) => row.verdict === "counted");
  const whole = days.length > 0 && days.every((row, at) => row.ordinal === at + 1) && days.at(-1).date === lastDay;
  return unit && whole ? { unit, days: days.filter((row) => row.date > today).length } : null;
}

function counted(amount, unit) {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}

function missing(amount, words) {
  return `${Math.floor(amount) === 1 ? "Falta" : "Faltan"} ${words}`;
}
