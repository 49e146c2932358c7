// The form on a service's page: the date its promise would fall due, counted here from `calendario.json`.

import { count } from "./contar.js";
import { fetchedOnce, nowSeconds, promiseOn } from "./fuente.js";
import { answerTable, answerWords } from "./respuesta.js";

const FEED = new URL("../../calendario.json", import.meta.url);

/** Start the form inside a section. */
export function startCalculator(root) {
  const form = root.querySelector("form");
  const [status, table] = [root.querySelector('[role="status"]'), root.querySelector(".calcular-cuenta")];
  const inputs = [...form.querySelectorAll("input")];
  const [promises, words] = [root.dataset.promises, root.dataset.words].map((text) => JSON.parse(text));
  const calendar = fetchedOnce(FEED);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    calendar().then(answered, () => show([words.calculator.unread], []));
  });
  root.hidden = false;
  // The site's clock, whatever the reader's own zone; what the reader typed meanwhile stays.
  calendar().then((known) => inputs.forEach((input) => (input.value ||= nowText(known))), () => undefined);

  // A page and a calendar of different versions: neither knows how the other counts.
  function answered(known) {
    try {
      answer(known);
    } catch {
      show([words.calculator.outdated], []);
    }
  }

  function answer(known) {
    const wall = Math.max(...inputs.map((input) => Date.parse(`${input.value}Z`) / 1000));
    const promise = promiseOn(new Date(wall * 1000).toISOString().slice(0, 10), promises);
    const counted = count(promise, known.toUtc(wall), known);
    show(answerWords(counted, promise, known, words), answerTable(counted, words));
  }

  function show(words, rows) {
    status.replaceChildren(...words);
    table.replaceChildren(...rows);
  }
}

function nowText(calendar) {
  return new Date(calendar.toWall(nowSeconds()) * 1000).toISOString().slice(0, 16);
}
