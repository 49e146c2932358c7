// One item's promise and moments in, the date it falls due and the facts behind it out.

import { changeRow, pauseRows } from "./cambios.js";
import { traceOf } from "./cuenta.js";
import { bdi, el, icon, own, say, strip } from "./nodos.js";
import { CLOCK_STARTS, SINCE, UNREPORTED } from "./textos.js";
import { duration, moment } from "./tiempo.js";

/** Return when a service became active, or null where it is not. */
export function activated(item, page) {
  const since = item.state === "active" ? page.time.known(item.since, page.now()) : null;
  return since && strip("ready", "done", "Está activo. ", `Se activó ${since}.`);
}

/** Return the box with the due date; whether it is past is worked out now and at every tick. */
export function dueBox(item, page) {
  const due = moment(item.due);
  if (item.state !== "in_progress" || !due) return null;
  const [sign, from, until] = [el("span", { class: "due-sign" }), el("span"), el("span")];
  const label = el("p", { class: "due-label" });
  const rest = el("p", { class: "due-rest" });
  // The countdown changes by itself: whoever listens should not hear it every minute.
  const words = el("div", null, label, el("p", { class: "due-date" }, from, " ", until), rest);
  const box = el("div", { class: "due", "aria-live": "off" }, sign, words);
  let wasLate = null;
  page.onTick((now) => {
    const late = now > due;
    if (late !== wasLate) {
      wasLate = late;
      box.className = late ? "due late" : "due";
      sign.replaceChildren(icon(late ? "alert" : "clock"));
    }
    const shown = dueWords(item, due, late, now, page.time);
    say(label, shown.label);
    say(from, shown.from);
    say(until, shown.until);
    say(rest, shown.rest);
  });
  return box;
}

function dueWords(item, due, late, now, time) {
  const trace = traceOf(item);
  const until = time.dueText(due, now, trace);
  if (late) {
    const rest = `Lleva ${duration(now - due)} de demora.`;
    return { label: "Está demorado: debía estar listo el", from: "", until, rest };
  }
  const earliest = moment(item.earliest);
  const left = time.left(due, now);
  if (!earliest) return { label: "Estará listo a más tardar el", from: "", until, rest: `${left}.` };
  const from = `desde el ${time.earliestText(earliest, now, trace)}`;
  return { label: "Estará listo", from, until: `hasta el ${until}`, rest: `${left} como máximo.` };
}

/** Return what the date would be if the requirements were met when the page was built; null where that is known. */
export function exampleLine(item, service, page) {
  const example = service?.example;
  const [start, due] = [moment(example?.start), moment(example?.due)];
  if (item.reason !== UNREPORTED || !start || !due) return null;
  const [now, trace] = [page.now(), traceOf(example)];
  const day = page.time.place(start).day;
  // The page was built a while ago: past midnight, or after a failed run, its "today" is another day.
  const today = day === page.time.place(now).day;
  const condition = today ? "Si los completara hoy" : `Si hubieran estado completos el ${page.time.day(day, now)}`;
  const until = page.time.dueText(due, now, trace);
  const earliest = moment(example.earliest);
  const when = earliest
    ? `desde el ${page.time.earliestText(earliest, now, trace)} hasta el ${until}`
    : `a más tardar el ${until}`;
  return el("p", { class: "example" }, `${condition}, ${today ? "estaría" : "habría estado"} listo ${when}.`);
}

/** Return the promise and the moments it rests on, each with its name. */
export function facts(item, service, page) {
  const now = page.now();
  const over = ["active", "cancelled"].includes(item.state);
  const due = over ? moment(item.due) : null;
  const since = item.state === "active" ? null : page.time.known(item.since, now);
  const start = page.time.known(item.start, now);
  // Until a clock has started no promise is given to the order; what it would be today is the service's own.
  const ahead = ["awaiting_payment", "awaiting_requirements"].includes(item.state) || item.reason === UNREPORTED;
  const promise = item.promise || (ahead ? service?.promise : null);
  const rows = [
    ["Plazo", promise ? [bdi(promise), over ? "" : clockStart(service)] : null],
    changeRow(item, page),
    ["El plazo empezó", start && startWords(item.start, start)],
    ...pauseRows(item, page),
    ["El plazo terminaba", due && `el ${page.time.dueText(due, now, traceOf(item))}`],
    [own(SINCE, item.state), since !== start && since],
  ].filter(([name, value]) => name && value);
  if (!rows.length) return null;
  const entries = rows.map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value)));
  return el("dl", { class: "facts" }, entries);
}

function clockStart(service) {
  const words = own(CLOCK_STARTS, service?.clock_starts);
  return words ? `, ${words}` : "";
}

function startWords(when, words) {
  return typeof when === "string" ? words : `${words}; se cuenta desde el final de ese lapso`;
}
