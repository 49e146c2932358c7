// The replies of a page, with their promise and today's date filled in.

import { count } from "../calcular/contar.js";
import { promiseOn } from "../calcular/fuente.js";
import { filled, tellerOf, wallParts, yearNow } from "../calcular/palabras.js";

const BEFORE = { espacio: " ", linea: "\n", parrafo: "\n\n" };

/** Fill every reply; only what changed is touched, so that a selection is not lost every minute. */
export function fillReplies(calendar, now, words) {
  const missing = [...document.querySelectorAll("[data-promises]")].map((place) => fillPlace(place, calendar, now, words));
  const year = missing.find(Boolean);
  tell(year ? filled(words.staff.no_year, { year }) : "");
}

/** Leave the replies without a date, and say why. */
export function tellWithoutDates(words) {
  for (const slot of document.querySelectorAll("[data-oracion]")) put(slot, "");
  tell(words);
}

function tell(words) {
  for (const status of document.querySelectorAll("[data-sin-fecha]")) put(status, words);
}

function fillPlace(place, calendar, now, words) {
  const promises = JSON.parse(place.dataset.promises);
  const today = new Date(calendar.toWall(now) * 1000).toISOString().slice(0, 10);
  const promise = promiseOn(today, promises);
  const own = promises.at(-1).phrase;
  const answer = count(promise, now, calendar);
  const term = promise.phrase === own ? own : filled(words.replies.temporary, { promise: promise.phrase });

  for (const slot of place.querySelectorAll("[data-plazo]")) put(slot, term);
  for (const slot of place.querySelectorAll("[data-oracion]")) {
    put(slot, answer.unknown ? "" : sentence(slot.dataset, promise, answer, calendar, words));
  }
  return answer.unknown;
}

function sentence({ oracion, antes, dia }, promise, answer, calendar, words) {
  const { dayWords, dueSentence } = tellerOf(words, yearNow(calendar));
  const { replies } = words;
  const [date, time] = wallParts(answer.start, calendar);
  const day = dia === undefined ? replies.today : filled(replies.today_day, { day: dayWords(date) });
  const when = withHour(day, promise, answer.start, time, calendar, replies);
  return BEFORE[antes] + filled(oracion, { when, due: dueSentence(answer, calendar) });
}

// What has to be said of the hour for the date to hold: until when, or that it is counted from this very minute.
function withHour(day, promise, now, time, calendar, replies) {
  const { clock } = calendar.unit(promise.unit);
  if (clock === "calendar_days") return day;
  if (clock !== "business_days") return filled(replies.at_hour, { day, time });
  const today = calendar.localDay(now);
  if (!calendar.isBusinessDay(today) || now >= calendar.cutOff(today)) return day;
  const [, cutOff] = wallParts(calendar.cutOff(today), calendar);
  return cutOff === "00:00" ? day : filled(replies.before_hour, { day, time: cutOff });
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
