// What the calculator shows: the sentence with the date, or why there is none, and the table of days, as DOM nodes.

import { DAY_CLOCKS } from "./calendario.js";
import { nowSeconds } from "./fuente.js";
import { filled, tellerOf, yearNow } from "./palabras.js";

// As where the server answers, a longer count is folded away.
const LONGEST_OPEN = 12;
const HOUR = 3600;

/** Return what is told at once: the date, or the year that is missing. */
export function answerWords(answer, promise, calendar, words) {
  const { calculator } = words;
  if (answer.unknown) return [filled(calculator.no_year, { year: answer.unknown })];
  const teller = tellerOf(words, yearNow(calendar));
  const start = teller.momentWords(answer.start, calendar);
  const told = filled(promise.from ? calculator.basis_of_notice : calculator.basis, { promise: promise.phrase, start });
  const now = nowSeconds();
  // A range that has begun is told by its end alone.
  const ahead = answer.earliest < now ? { ...answer, earliest: null } : answer;
  const nodes = {
    when: el("strong", {}, teller.dueSentence(ahead, calendar)),
    basis: el("span", { className: "calcular-base" }, told),
  };
  // Who asks why it is late types a payment of weeks ago.
  const said = answer.due < now ? calculator.was_ready : calculator.ready;
  return said.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? nodes[part] : part));
}

/** Return the count day by day; nothing where it tells no more than the sentence: of one date, and of minutes. */
export function answerTable(answer, promise, calendar, words) {
  if (answer.unknown || answer.trace.length < 2 || isOfMinutes(calendar.unit(promise.unit))) return [];
  const { shortDay, traceWords } = tellerOf(words, yearNow(calendar));
  const head = [words.count.date, words.count.what_happens].map((text) => el("th", { scope: "col" }, text));
  const rows = answer.trace.map((row) =>
    el(
      "tr",
      { className: row.verdict },
      el("td", { className: "fecha" }, shortDay(row.date)),
      el("td", {}, traceWords(row)),
    ),
  );
  const table = el("table", { className: "tabla cuenta" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
  if (rows.length <= LONGEST_OPEN) return [table];
  return [el("details", { className: "cuenta impreso" }, el("summary", {}, words.count.show), table)];
}

function isOfMinutes({ clock, size }) {
  return !DAY_CLOCKS.includes(clock) && size < HOUR;
}

/** Return an element. Every text becomes a text node: a holiday's name can never be markup. */
export function el(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
