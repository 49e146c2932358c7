// A service page's form in; the date its promise would fall due, counted here from `calendario.json`, out.

import { readCalendar } from "./calcular/calendario.js";
import { count } from "./calcular/contar.js";
import { answerTable, answerWords } from "./calcular/respuesta.js";

const FEED = new URL("../calendario.json", import.meta.url);
const UNREACHABLE = "No pudimos leer el calendario. Revise su conexión y vuelva a calcular.";

const place = document.getElementById("calcular");
if (place) start(place);

function start(root) {
  const form = root.querySelector("form");
  const [status, table] = [root.querySelector('[role="status"]'), root.querySelector(".calcular-cuenta")];
  const inputs = [...form.querySelectorAll("input")];
  const promises = JSON.parse(root.dataset.promises);
  const calendar = fetchedOnce();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    calendar().then(answer, () => show([UNREACHABLE], []));
  });
  root.hidden = false;
  // The site's clock, whatever the reader's own zone; what the reader typed meanwhile stays.
  calendar().then((known) => inputs.forEach((input) => (input.value ||= nowText(known))), () => undefined);

  function answer(known) {
    const wall = Math.max(...inputs.map((input) => Date.parse(`${input.value}Z`) / 1000));
    const promise = promiseOn(new Date(wall * 1000).toISOString().slice(0, 10), promises);
    const counted = count(promise, known.toUtc(wall), known);
    show(answerWords(counted, promise, known), answerTable(counted));
  }

  function show(words, rows) {
    status.replaceChildren(...words);
    table.replaceChildren(...rows);
  }
}

/** Return what gives the calendar, asking the site once; only after a failure does it ask again. */
function fetchedOnce() {
  let asked = null;
  return () => {
    asked ??= fetch(FEED).then(async (response) => {
      if (!response.ok) throw new Error(`calendario.json: ${response.status}`);
      return readCalendar(await response.json());
    });
    asked.catch(() => (asked = null));
    return asked;
  };
}

/** Return the promise of a clock that starts on a local date: a notice's where one holds, else the service's own. */
function promiseOn(date, promises) {
  return promises.find(({ from, until }) => !from || (from <= date && date <= until));
}

function nowText(calendar) {
  return new Date(calendar.toWall(Math.floor(Date.now() / 1000)) * 1000).toISOString().slice(0, 16);
}
