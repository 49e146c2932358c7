// The dates a promise was counted over in, a table that says what each did to the count out.

import { stretch } from "./lapso.js";
import { bdi, clean, el, icon } from "./nodos.js";
import { SKIPPED } from "./textos.js";
import { moment } from "./tiempo.js";

/** Return the folded table of a count, or null where nothing was counted. */
export function countTable(item, page) {
  const [time, now] = [page.time, page.now()];
  const trace = traceOf(item);
  if (!trace.length) return null;
  const unit = dayUnit(item, page)?.one ?? "día";
  const rows = trace.flatMap((row, at) => [
    at > 0 && time.daysBetween(trace[at - 1].date, row.date) > 1 ? gapRow() : null,
    countRow(row, unit, time, now),
  ]);
  const due = moment(item.due);
  if (due && trace.at(-1).date < time.end(due, trace).day) rows.push(gapRow());
  return el(
    "details",
    { class: "count" },
    el("summary", null, icon("arrow"), "Cómo se cuenta este plazo"),
    el(
      "table",
      null,
      el("thead", null, el("tr", null, el("th", { scope: "col" }, "Fecha"), el("th", { scope: "col" }, "Cuenta"))),
      el("tbody", null, rows),
    ),
  );
}

/** Return the rows of an item's count that can be read. */
export function traceOf(item) {
  const rows = Array.isArray(item.trace) ? item.trace : [];
  return rows.filter((row) => typeof row?.date === "string" && moment(`${row.date}T12:00:00Z`));
}

/** Return the day that an item's promise is counted in; null where it counts hours, minutes or what nobody here knows. */
export function dayUnit(item, page) {
  return page.days.of(clean(item.promise));
}

function countRow(row, unit, time, now) {
  return el(
    "tr",
    { class: row.verdict === "counted" ? "counted" : "not-counted" },
    el("th", { scope: "row" }, time.day(row.date, now)),
    el("td", null, effect(row, unit)),
  );
}

// A long order may lose counted rows to fit its file; the reader must see that days are missing.
function gapRow() {
  return el("tr", { class: "not-counted" }, el("td", { colspan: "2" }, "… días contados que no se detallan …"));
}

function effect(row, unit) {
  const name = clean(row.name);
  if (row.verdict === "day_zero") return "día 0 (no cuenta: es el día de inicio)";
  if (row.verdict === "counted") {
    if (Number.isInteger(row.seconds)) return `se cuentan ${stretch(row.seconds)}`;
    return Number.isInteger(row.ordinal) ? `${unit} ${row.ordinal}` : "cuenta";
  }
  if (row.why === "weekend") return `no cuenta: ${isWeekend(row.date) ? "fin de semana" : "día sin atención"}`;
  const why = SKIPPED[row.why];
  if (!why) return "no cuenta";
  return name ? el("span", null, `no cuenta: ${why} – `, bdi(name)) : `no cuenta: ${why}`;
}

function isWeekend(date) {
  return [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
}
