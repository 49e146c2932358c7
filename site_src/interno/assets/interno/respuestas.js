// The calendar and a moment in; the replies of the page with their promise and today's date filled in out.

import { count } from "../calcular/contar.js";
import { promiseOn } from "../calcular/fuente.js";
import { dueSentence, momentWords } from "../calcular/palabras.js";

const BEFORE = { espacio: " ", linea: "\n", parrafo: "\n\n" };
// As generator/render/replies.py writes it.
const TEMPORARY = " (plazo temporal)";

/** Fill every reply; only what changed is touched, so that a selection is not lost every minute. */
export function fillReplies(calendar, now) {
  const missing = [...document.querySelectorAll("[data-promises]")].map((place) => fillPlace(place, calendar, now));
  const year = missing.find(Boolean);
  tell(year ? `Hay respuestas sin fecha: no están cargados los feriados de ${year}.` : "");
}

/** Leave the replies without a date, and say why. */
export function tellWithoutDates(words) {
  for (const slot of document.querySelectorAll("[data-oracion]")) put(slot, "");
  tell(words);
}

function tell(words) {
  for (const status of document.querySelectorAll("[data-sin-fecha]")) put(status, words);
}

function fillPlace(place, calendar, now) {
  const promises = JSON.parse(place.dataset.promises);
  const today = new Date(calendar.toWall(now) * 1000).toISOString().slice(0, 10);
  const promise = promiseOn(today, promises);
  const own = promises.at(-1).phrase;
  const answer = count(promise, now, calendar);
  const term = promise.phrase === own ? own : `${promise.phrase}${TEMPORARY}`;

  for (const slot of place.querySelectorAll("[data-plazo]")) put(slot, term);
  for (const slot of place.querySelectorAll("[data-oracion]")) {
    put(slot, answer.unknown ? "" : sentence(slot.dataset, promise, answer, calendar));
  }
  return answer.unknown;
}

function sentence({ oracion, antes, dia }, promise, answer, calendar) {
  const [day, time] = momentWords(answer.start, calendar).split(", ");
  const today = dia === undefined ? "hoy" : `hoy (${day})`;
  const words = oracion
    .replace("{cuando}", `${today}${hour(promise, answer.start, time, calendar)}`)
    .replace("{fecha}", dueSentence(answer, calendar));
  return `${BEFORE[antes]}${words}`;
}

// What has to be said of the hour for the date to hold: until when, or that it is counted from this very minute.
function hour(promise, now, time, calendar) {
  const { clock } = calendar.unit(promise.unit);
  if (clock === "calendar_days") return "";
  if (clock !== "business_days") return ` a las ${time}`;
  const day = calendar.localDay(now);
  if (!calendar.isBusinessDay(day) || now >= calendar.cutOff(day)) return "";
  const [, cutOff] = momentWords(calendar.cutOff(day), calendar).split(", ");
  return cutOff === "00:00" ? "" : ` antes de las ${cutOff}`;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
