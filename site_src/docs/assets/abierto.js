// Whether anybody is there now, or when somebody is again: the line of the home page and of the page of channels.

import { keepUpToDate } from "./al_dia.js";
import { nowSeconds, siteCalendar } from "./calcular/fuente.js";
import { clockWords, filled, tellerOf, wallParts, yearNow } from "./calcular/palabras.js";

const WEEK = 7;

/** Write the line into its place; without the calendar, what the build wrote there stays. */
export function startOpenNow(place) {
  keepOpenNow(place, JSON.parse(place.dataset.words));
}

/** Keep the line in its place true. */
export function keepOpenNow(place, words) {
  const tell = () => siteCalendar().then((known) => (place.textContent = whoIsThere(known, words)), () => undefined);
  const built = place.offsetHeight;
  tell().then(() => keepLine(place, built));
  keepUpToDate(tell);
}

// What the build wrote may have taken a line more: it stays, or all below would move. More lines told of another hour.
function keepLine(place, built) {
  const line = parseFloat(getComputedStyle(place).lineHeight);
  if (built - place.offsetHeight > 1.5 * line) return;
  place.style.minHeight = `${built}px`;
  addEventListener("resize", () => place.style.removeProperty("min-height"), { once: true });
}

// The sentence of whether somebody is there, or when somebody is again and which holidays lie before.
function whoIsThere(calendar, words) {
  const second = nowSeconds();
  const today = calendar.localDay(second);
  if (!calendar.has(today)) return "";
  const spans = spansOf(today, calendar);
  if (spans.some(([from, to]) => from <= second && second < to)) {
    const end = closing(second, today, calendar);
    return end === null ? words.now.at_all_hours : filled(words.now.open_until, { hour: hourWords(end, calendar, words) });
  }
  const later = spans.find(([from]) => from > second);
  if (later) return filled(words.now.opens_today, { hour: hourWords(later[0], calendar, words) });
  const day = calendar.nthBusinessDayAfter(today, 1);
  if (day === null) return "";
  const closed = calendar.days.slice(today, day).filter(({ hours, name }) => name && hours.length === 0);
  const names = [...new Set(closed.map(({ name }) => name))].join("; ");
  const moment = tellerOf(words, yearNow(calendar)).momentWords(calendar.opening(day), calendar);
  const opens = filled(words.now.opens, { moment });
  return names ? filled(words.now.opens_after, { opens, names }) : opens;
}

// Hours that go on at midnight are one; null where a week has no end.
function closing(second, today, calendar) {
  let end = second;
  for (let day = today; day <= today + WEEK; day += 1) {
    if (!calendar.has(day)) return end;
    for (const [from, to] of spansOf(day, calendar)) {
      if (to <= end) continue;
      if (from > end) return end;
      end = to;
    }
    if (end < calendar.moment(day, 1440)) return end;
  }
  return null;
}

function spansOf(day, calendar) {
  return calendar.days[day].hours.map((span) => span.map((minutes) => calendar.moment(day, minutes)));
}

function hourWords(second, calendar, words) {
  const [, time] = wallParts(second, calendar);
  return time === "00:00" ? words.hours.midnight : clockWords(time, words.dates);
}
