// How dates, moments and the rows of a count are told: as generator/words/phrases.py does, in the words it reads too.

import { nowSeconds } from "./fuente.js";

/** Return a sentence with its slots filled. */
export function filled(sentence, slots) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => slots[name]);
}

/** Return what tells dates in some words, those that a page carries for its script; of the year that runs, without it. */
export function tellerOf({ dates, count, whys }, running) {
  return { dayWords, dueSentence, momentWords, shortDay, traceWords };

  /** Return an answer's date without a verb: `a más tardar el martes …`, `entre el … y el …`. */
  function dueSentence(answer, calendar) {
    const last = dueMoment(answer.due, answer.trace, calendar);
    if (answer.earliest === null) return filled(dates.by, { due: last });
    const [[day, first], [end, until]] = [answer.earliest, answer.due].map((one) => wallParts(one, calendar));
    if (day === end) return filled(dates.between_hours, { day: dayWords(day), first: clockWords(first, dates), last: clockWords(until, dates) });
    return filled(dates.between, { first: earliestMoment(answer.earliest, answer.trace, calendar), last });
  }

  /** Return a moment on the site's clock: `martes 24 de noviembre a las 15:00`. */
  function momentWords(second, calendar) {
    const [date, time] = wallParts(second, calendar);
    return filled(dates.at, { day: dayWords(date), clock: clockWords(time, dates) });
  }

  /** Return a date in words: `martes 24 de noviembre`, in another year `lunes 4 de enero de 2027`. */
  function dayWords(date) {
    const [year, month, day] = date.split("-").map(Number);
    return filled(year === running ? dates.day_of_year : dates.day, { weekday: dates.weekdays[weekday(date)], day, month: dates.months[month - 1], year });
  }

  /** Return a date for a table: `mar 24/11`, in another year `lun 04/01/2027`. */
  function shortDay(date) {
    const [year, month, day] = date.split("-");
    return filled(Number(year) === running ? dates.short_day_of_year : dates.short_day, { weekday: dates.weekdays_short[weekday(date)], day, month, year });
  }

  /** Return what one date did to a count, and why. */
  function traceWords(row) {
    if (row.verdict === "day_zero") return count.day_zero;
    if (row.verdict === "skipped") return filled(count.skipped, { why: filled(whys[row.why], row) });
    const amount = row.seconds === undefined ? filled(count.day, row) : duration(row.seconds);
    return filled(row.name ? count.counted_named : count.counted, { amount, name: row.name });
  }

  // A midnight that closes the last counted day is that day's end: nobody reads "24:00".
  function dueMoment(second, trace, calendar) {
    const last = trace.at(-1)?.date;
    const closes = calendar.toWall(second) % 86_400 === 0 && last === dayBefore(wallParts(second, calendar)[0]);
    return closes ? filled(dates.end_of_day, { day: dayWords(last) }) : momentWords(second, calendar);
  }

  // A count of days begins its first day at the opening, which may be midnight too; only used-up hours end the day before.
  function earliestMoment(second, trace, calendar) {
    const eve = dayBefore(wallParts(second, calendar)[0]);
    const closed = trace.filter((row) => row.date === eve && row.verdict === "counted" && row.seconds !== undefined);
    return dueMoment(second, closed, calendar);
  }

  function duration(seconds) {
    const parts = [
      [Math.floor(seconds / 3600), dates.hours],
      [Math.floor(seconds / 60) % 60, dates.minutes],
      [seconds % 60, dates.seconds],
    ];
    const told = parts.filter(([figure]) => figure).map(([figure, form]) => filled(form, { figure }));
    return told.join(" ") || filled(dates.seconds, { figure: 0 });
  }

}

/** Return a time of day with its article: `las 16:00`, `la 01:30`. */
export function clockWords(time, { clock }) {
  return filled(Number(time.slice(0, 2)) === 1 ? clock.one : clock.more, { time });
}

/** Return a date's place in the week, Monday's being 0. */
export function weekday(date) {
  return (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
}

/** Return the date and the time of a moment on the site's clock. */
export function wallParts(second, calendar) {
  const text = new Date(calendar.toWall(second) * 1000).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}

/** Return the year that runs on the site's clock. */
export function yearNow(calendar) {
  return Number(wallParts(nowSeconds(), calendar)[0].slice(0, 4));
}

function dayBefore(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
