// The form on a service's page: the date its promise would fall due, counted here from `calendario.json`.

import { count } from "./contar.js";
import { fetchedOnce, nowSeconds, promiseOn } from "./fuente.js";
import { answerTable, answerWords } from "./respuesta.js";

const FEED = new URL("../../calendario.json", import.meta.url);

/** Start the form inside a section. The page answered for the moment of its build; here it answers for this one. */
export function startCalculator(root) {
  const form = root.querySelector("form");
  const [status, table] = [root.querySelector('[role="status"]'), root.querySelector(".calcular-cuenta")];
  const inputs = [...form.querySelectorAll("input")];
  const [promises, words] = [root.dataset.promises, root.dataset.words].map((text) => JSON.parse(text));
  const calendar = fetchedOnce(FEED);
  let chosen = typedBefore(inputs) || takeShared(inputs);

  form.addEventListener("input", () => (chosen = true));
  // The browser says which field lacks its date; what stood there is no answer to that either.
  form.addEventListener("invalid", () => show([], []), true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chosen = true;
    history.replaceState(history.state, "", addressOf(inputs));
    // What stood there is no answer to this.
    show([], []);
    answerChosen();
  });
  // Read again hours later, "now" is another moment.
  document.addEventListener("visibilitychange", () => chosen || document.hidden || answerNow());
  if (chosen) answerChosen();
  else answerNow();

  function answerChosen() {
    calendar().then(answered, () => show([words.calculator.unread], []));
  }

  // The site's clock, whatever the reader's own zone. What the reader typed meanwhile stays, and so does the page's own
  // answer where there is no calendar.
  function answerNow() {
    calendar().then((known) => {
      if (chosen) return;
      inputs.forEach((input) => (input.value = nowText(known)));
      answered(known);
    }, () => undefined);
  }

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
    show(answerWords(counted, promise, known, words), answerTable(counted, promise, known, words));
  }

  function show(words, rows) {
    status.replaceChildren(...words);
    table.replaceChildren(...rows);
  }
}

/** Tell whether the reader typed dates before this script came: theirs stay, and are what gets an answer. */
function typedBefore(inputs) {
  return inputs.some((input) => input.value !== input.defaultValue) && inputs.every((input) => input.value && input.checkValidity());
}

/** Take the dates that the address shares; return whether it shares all of them. What is none of them leaves it. */
function takeShared(inputs) {
  const shared = new URLSearchParams(location.search);
  const dates = inputs.map((input) => shared.get(input.name) ?? shared.get(inputs[0].name));
  const before = inputs.map((input) => input.value);
  // To the minute, as the fields are.
  inputs.forEach((input, at) => (input.value = (dates[at] ?? "").replace(/^(.{16}):\d\d$/, "$1")));
  const all = inputs.every((input) => input.value && input.checkValidity());
  if (!all) inputs.forEach((input, at) => (input.value = before[at]));
  // What cannot be read, or is asked for here by no field, does not stay beside an answer without it.
  if (location.search) history.replaceState(history.state, "", (all ? addressOf(inputs) : location.pathname) + location.hash);
  return all;
}

/** Return the page's address with the dates and nothing else of what it had: whoever opens it reads the same answer. */
function addressOf(inputs) {
  return `${location.pathname}?${inputs.map(({ name, value }) => `${name}=${value}`).join("&")}`;
}

function nowText(calendar) {
  return new Date(calendar.toWall(nowSeconds()) * 1000).toISOString().slice(0, 16);
}
