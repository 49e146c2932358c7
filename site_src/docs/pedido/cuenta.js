// The table of the dates that a promise was counted over, and what each did to the count.

import { stretch } from "./lapso.js";
import { bdi, clean, el, icon, list, own } from "./nodos.js";
import { cut, filled, text, words } from "./textos.js";
import { moment } from "./tiempo.js";

/**
 * Return the folded table of a count, or null where there is none to tell. Few unfold it, and some promises count hundreds of
 * dates: it is made when it is first unfolded, on the screen or for paper.
 */
export function countTable(item, page) {
  const trace = traceOf(item);
  // Of minutes, the days tell no more than the date does.
  if (!trace.length || page.days.named(clean(item.promise))?.seconds < 3600) return null;
  const node = el("details", { class: "count" }, el("summary", null, icon("arrow"), words.count.show));
  node.addEventListener("toggle", () => node.append(tableOf(item, trace, page)), { once: true });
  return node;
}

function tableOf(item, trace, page) {
  const [time, now] = [page.time, page.now()];
  const rows = trace.flatMap((row, at) => [
    at > 0 && time.daysBetween(trace[at - 1].date, row.date) > 1 ? gapRow() : null,
    countRow(row, time, now),
  ]);
  const due = moment(item.due);
  if (due && trace.at(-1).date < time.end(due, trace).day) rows.push(gapRow());
  const heads = [words.count.date, words.count.what_happens].map((head) => el("th", { scope: "col" }, head));
  return el("table", null, el("thead", null, el("tr", null, heads)), el("tbody", null, rows));
}

/** Return the rows of an item's count that can be read. */
export function traceOf(item) {
  return list(item.trace).filter((row) => typeof row?.date === "string" && moment(`${row.date}T12:00:00Z`));
}

function countRow(row, time, now) {
  return el(
    "tr",
    { class: row.verdict === "counted" ? "counted" : "not-counted" },
    el("th", { scope: "row" }, time.day(row.date, now)),
    el("td", null, effect(row)),
  );
}

// A long order may lose counted rows to fit its file; the reader must see that days are missing.
function gapRow() {
  return el("tr", { class: "not-counted" }, el("td", { colspan: "2" }, text("count_gap")));
}

function effect(row) {
  const { count, whys } = words;
  const name = clean(row.name);
  if (row.verdict === "day_zero") return count.day_zero;
  if (row.verdict === "counted") {
    const amount = Number.isInteger(row.seconds) ? stretch(row.seconds) : filled(count.day, { ordinal: Number.isInteger(row.ordinal) ? row.ordinal : null });
    return cut(name ? count.counted_named : count.counted, { amount, name: bdi(name) });
  }
  const why = own(whys, row.why) ?? count.no_reason;
  return cut(count.skipped, { why: cut(why, { name: bdi(name) }) }).flat();
}
