// One item's promise and moments in, the date it falls due and the facts behind it out.

import { calendarButton } from "./agenda.js";
import { changeRow, pauseRows } from "./cambios.js";
import { dayUnit, traceOf } from "./cuenta.js";
import { isLate } from "./frase.js";
import { duration, left, stillToCount } from "./lapso.js";
import { bdi, el, icon, outLink, own, prose, say, strip } from "./nodos.js";
import { CLOCK_STARTS, LATE_MEANING, SINCE, UNREPORTED } from "./textos.js";
import { moment } from "./tiempo.js";

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
  const save = calendarButton(item, item.shown, page);
  const words = el("div", null, label, el("p", { class: "due-date" }, from, " ", until), rest, save);
  const box = el("div", { class: "due" }, sign, words);
  let wasLate = null;
  page.onTick((now) => {
    const late = isLate(item, now);
    if (late !== wasLate) {
      wasLate = late;
      box.className = late ? "due late" : "due";
      save.hidden = late;
      sign.replaceChildren(icon(late ? "alert" : "clock"));
    }
    const shown = dueWords(item, due, late, now, page);
    say(label, shown.label);
    say(from, shown.from);
    say(until, shown.until);
    say(rest, shown.rest);
  });
  return box;
}

function dueWords(item, due, late, now, page) {
  const { time, days } = page;
  const trace = traceOf(item);
  const until = time.dueText(due, now, trace);
  if (late) {
    const rest = `Lleva ${duration(now - due)} de demora.`;
    return { label: "Está demorado: debía estar listo el", from: "", until, rest };
  }
  const earliest = moment(item.earliest);
  const still = stillToCount(trace, dayUnit(item, page), time.place(now).day, time.end(due, trace).day);
  const rest = left(due, now, still, time, days.calendar);
  if (!earliest) return { label: "Estará listo a más tardar el", from: "", until, rest: `${rest}.` };
  const from = `desde el ${time.earliestText(earliest, now, trace)}`;
  return { label: "Estará listo", from, until: `hasta el ${until}`, rest: `${rest} como máximo.` };
}

/** Return what it means to be late and whom to ask, unfolded once the item is. */
export function lateHelp(item, page) {
  if (item.state !== "in_progress" || !moment(item.due)) return null;
  const { late_meaning: meaning, client_area_url: area } = page.catalog.company ?? {};
  const link = outLink(area, "Ir al área de clientes");
  const node = el(
    "details",
    { class: "fold" },
    el("summary", null, icon("arrow"), "Qué quiere decir que haya demora"),
    el("p", null, meaning ? prose(meaning) : LATE_MEANING),
    link && el("p", { class: "links" }, link),
  );
  let wasLate = false;
  page.onTick((now) => {
    const late = !page.stale && isLate(item, now);
    if (late && !wasLate) node.open = true;
    wasLate = late;
  });
  return node;
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
  const due = over || page.stale ? moment(item.due) : null;
  const since = page.time.known(item.since, now);
  const start = page.time.known(item.start, now);
  // Until a clock has started no promise is given to the order; what it would be today is the service's own.
  const ahead = ["awaiting_payment", "awaiting_requirements"].includes(item.state) || item.reason === UNREPORTED;
  const promise = item.promise || (ahead ? service?.promise : null);
  const rows = [
    ["Plazo", promise ? [bdi(promise), over ? "" : clockStart(service)] : null],
    changeRow(item, page),
    ["El plazo empezó", start && startWords(item.start, start)],
    ...pauseRows(item, page),
    [over ? "El plazo terminaba" : "Fecha máxima", due && `el ${page.time.dueText(due, now, traceOf(item))}`],
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
