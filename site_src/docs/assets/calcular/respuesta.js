// A count, or the reason why there is none, in; the calculator's sentence and its table of days out, as DOM nodes.

import { dueSentence, momentWords, shortDay, traceWords } from "./palabras.js";

// As on the rest of the page, a longer count is folded away.
const LONGEST_OPEN = 12;

/** Return what is told at once: the date, or the year that is missing. */
export function answerWords(answer, promise, calendar) {
  if (answer.unknown) {
    return [`No podemos calcular esa fecha: no están cargados los feriados de ${answer.unknown}.`];
  }
  const strong = el("strong", {}, dueSentence(answer, calendar));
  const start = momentWords(answer.start, calendar);
  const name = promise.from ? "El plazo temporal del aviso" : "El plazo";
  const basis = el("span", { className: "calcular-base" }, `${name}, ${promise.phrase}, empieza a contar el ${start}.`);
  return ["Estaría listo ", strong, ". ", basis];
}

/** Return the count day by day; nothing where there is none. */
export function answerTable(answer) {
  if (answer.unknown) return [];
  const head = ["Fecha", "Qué pasa ese día"].map((text) => el("th", { scope: "col" }, text));
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
  return [el("details", { className: "cuenta" }, el("summary", {}, "Ver esta cuenta día por día"), table)];
}

// Every text becomes a text node: a holiday's name can never be markup.
function el(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
