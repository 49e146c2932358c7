// The form on a service's page: the date its promise would fall due, counted here from `calendario.json`.

import { keepUpToDate } from "../al_dia.js";
import { count } from "./contar.js";
import { nowSeconds, promiseOn, siteCalendar } from "./fuente.js";
import { filled } from "./palabras.js";
import { answerTable, answerWords } from "./respuesta.js";

// What is told where the address shares one good date and this one is none.
const UNREAD = { pago: "unread_pago", requisitos: "unread_requisitos" };
const READ = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d)?$/;

/** Start the form inside a section. The page answered for the moment of its build; here it answers for this one. */
export function startCalculator(root) {
  const form = root.querySelector("form");
  const [status, table, wrong] = ['[role="status"]', ".calcular-cuenta", ".calcular-ajeno"].map((one) => root.querySelector(one));
  const inputs = [...form.querySelectorAll("input")];
  const [promises, words] = [root.dataset.promises, root.dataset.words].map((text) => JSON.parse(text));
  let chosen = typedBefore(inputs);
  let asked = location.search;

  form.addEventListener("input", () => {
    chosen = true;
    inputs.filter((one) => one.getAttribute("aria-invalid") === "true").forEach(mark);
    // A year in the middle of being typed is none; what its answer says is still true of the date it names. To a date
    // that was emptied nothing is an answer.
    if (inputs.every(({ validity }) => validity.valid)) choose(true);
    else if (inputs.some(({ value, validity }) => !value && !validity.badInput)) unanswered();
  });
  // What stood there is no answer to a date that is none. Said here, for the browser would say it in its own language.
  form.addEventListener("invalid", (event) => {
    event.preventDefault();
    unanswered();
    const first = form.querySelector("input:invalid");
    wrong.textContent = filled(words.calculator.needs_date, { field: first.labels[0].textContent });
    inputs.forEach(mark);
    first.focus();
  }, true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(false);
  });
  addEventListener("popstate", () => root.isConnected && location.search !== asked && read());
  // Read again later, "now" is another moment; whoever is about to type in a date keeps the one that stands there.
  keepUpToDate(() => chosen || inputs.includes(document.activeElement) || answerNow());
  if (chosen) answerChosen();
  else read();

  // However many steps a date is typed in, it is one step back.
  function choose(typing) {
    chosen = true;
    wrong.replaceChildren();
    inputs.forEach(mark);
    keep(addressOf(inputs), typing);
    // What stood there is no answer to this.
    if (!typing) show([], []);
    answerChosen();
  }

  // Nor does the address say dates that stand in no field any more.
  function unanswered() {
    show([], []);
    keep(location.pathname, true);
  }

  function keep(address, typing) {
    const stays = history.state === "typing" || address === location.pathname + location.search;
    history[stays ? "replaceState" : "pushState"](typing ? "typing" : null, "", address);
    asked = location.search;
  }

  // Which field is wrong is heard in it too, with what is told of it.
  function mark(input) {
    const { id } = wrong;
    const others = input.getAttribute("aria-describedby").split(" ").filter((one) => one !== id);
    input.setAttribute("aria-invalid", String(!input.validity.valid));
    input.setAttribute("aria-describedby", (input.validity.valid ? others : [id, ...others]).join(" "));
  }

  // What the address shares is answered, or told to be of no use here.
  function read() {
    asked = location.search;
    const shared = sharedDates(inputs);
    chosen = shared.dates !== null;
    inputs.forEach((input, at) => (input.value = shared.dates?.[at] ?? input.value));
    wrong.textContent = shared.problem ? words.calculator[shared.problem] : "";
    inputs.forEach(mark);
    if (chosen) answerChosen();
    else answerNow();
  }

  function answerChosen() {
    status.removeAttribute("aria-live");
    siteCalendar().then(answered, () => show([words.calculator.unread], []));
  }

  // The site's clock, whatever the reader's own zone. What the reader typed meanwhile stays, and so does the page's own
  // answer where there is no calendar.
  function answerNow() {
    siteCalendar().then((known) => {
      if (chosen) return;
      inputs.forEach((input) => (input.value = nowText(known)));
      // Nobody asked: it is not read aloud.
      status.setAttribute("aria-live", "off");
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
    const counted = countedFrom(known.toUtc(wall), promise, known);
    show(answerWords(counted, promise, known, words), answerTable(counted, promise, known, words));
  }

  function show(words, rows) {
    status.replaceChildren(...words);
    // Under whoever reads the count it is not replaced by the same one, and what they unfolded stays so.
    const [fold, made] = [table.querySelector("details"), rows[0]];
    if (fold && made?.localName === "details") made.open = fold.open;
    if (!made || !table.firstElementChild?.isEqualNode(made)) table.replaceChildren(...rows);
  }
}

// A clock that never stands still needs no year's holidays: what was typed is as far from its end on any calendar.
function countedFrom(start, promise, calendar) {
  const { clock, size } = calendar.unit(promise.unit);
  const counted = count(promise, start, calendar);
  if (!counted.unknown || clock !== "elapsed") return counted;
  return { start, earliest: promise.first && start + promise.first * size, due: start + promise.last * size, trace: [] };
}

/** Tell whether the reader typed dates before this script came: theirs stay, and are what gets an answer. */
function typedBefore(inputs) {
  return inputs.some((input) => input.value !== input.defaultValue) && inputs.every((input) => input.value && input.checkValidity());
}

/** Return the dates that the address shares for each field, null where it shares none, and what of it is of no use. */
function sharedDates(inputs) {
  const shared = new URLSearchParams(location.search);
  // Those of any service's form: the payment's, and that of the requirements.
  const told = inputs[0].form.dataset.dates.split(" ").filter((name) => shared.get(name));
  // To the minute, as the fields are.
  const read = new Map(told.map((name) => [name, READ.exec(shared.get(name))?.[1]]));
  const asked = inputs.filter(({ name }) => read.has(name));
  const good = asked.filter((input) => isDateOf(input, read.get(input.name)));
  const wrong = asked.find((input) => !good.includes(input));
  const problem = wrong ? (good.length ? UNREAD[wrong.name] : "not_a_date") : told.length > asked.length ? "not_asked" : null;
  // What is good stays, and one date is that of all.
  const dates = good.length ? inputs.map((input) => read.get((good.includes(input) ? input : good[0]).name)) : null;
  return { dates, problem };
}

function isDateOf(input, date) {
  const tried = input.cloneNode();
  tried.value = date ?? "";
  return tried.value !== "" && tried.checkValidity();
}

/** Return the page's address with the dates and nothing else of what it had: whoever opens it reads the same answer. */
function addressOf(inputs) {
  return `${location.pathname}?${inputs.map(({ name, value }) => `${name}=${value}`).join("&")}`;
}

function nowText(calendar) {
  return new Date(calendar.toWall(nowSeconds()) * 1000).toISOString().slice(0, 16);
}
