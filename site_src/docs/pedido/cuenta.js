// The table of the dates that a promise was counted over, and what each did to the count.

import { stretch } from "./lapso.js";
import { bdi, clean, el, icon, own } from "./nodos.js";
import { pieces, text, words } from "./textos.js";
import { moment } from "./tiempo.js";

// What is wholly told without the date's own name.
const NAMELESS = ["weekend", "bridge"];

/**
 * Return the folded table of a count, or null where there is none to tell. Few unfold it, and some promises count hundreds of
 * dates: it is made when it is first unfolded, on the screen or for paper.
 */
export function countTable(item, page) {
  const trace = traceOf(item);
  // Of minutes, the days tell no more than the date does.
  if (!trace.length || page.days.named(clean(item.promise))?.seconds < 3600) return null;
  const node = el("details", { class: "count" }, el("summary", null, icon("arrow"), text("count")));
  node.addEventListener("toggle", () => node.append(tableOf(item, trace, page)), { once: true });
  return node;
}

function tableOf(item, trace, page) {
  const [time, now] = [page.time, page.now()];
  const unit = page.days.of(clean(item.promise))?.one ?? text("a_day");
  const rows = trace.flatMap((row, at) => [
    at > 0 && time.daysBetween(trace[at - 1].date, row.date) > 1 ? gapRow() : null,
    countRow(row, unit, time, now),
  ]);
  const due = moment(item.due);
  if (due && trace.at(-1).date < time.end(due, trace).day) rows.push(gapRow());
  const heads = [text("count_date"), text("count_effect")].map((head) => el("th", { scope: "col" }, head));
  return el("table", null, el("thead", null, el("tr", null, heads)), el("tbody", null, rows));
}

/** Return the rows of an item's count that can be read. */
export function traceOf(item) {
  const rows = Array.isArray(item.trace) ? item.trace : [];
  return rows.filter((row) => typeof row?.date === "string" && moment(`${row.date}T12:00:00Z`));
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
  return el("tr", { class: "not-counted" }, el("td", { colspan: "2" }, text("count_gap")));
}

function effect(row, day) {
  if (row.verdict === "day_zero") return text("day_zero");
  if (row.verdict === "counted") {
    if (Number.isInteger(row.seconds)) return text("counted_time", { time: stretch(row.seconds) });
    return Number.isInteger(row.ordinal) ? text("counted_day", { day, ordinal: row.ordinal }) : text("counted");
  }
  // A date without opening hours is called by what it usually is.
  const why = row.why === "weekend" && isWeekend(row.date) ? text("weekend") : own(words.whys, row.why);
  if (!why) return text("skipped");
  const name = !NAMELESS.includes(row.why) && clean(row.name);
  return name ? el("span", null, pieces("skipped_named", { why, name: bdi(name) })) : text("skipped_why", { why });
}

function isWeekend(date) {
  return [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
}
