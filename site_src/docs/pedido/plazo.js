// The date an item falls due, what is left of it, and the facts behind it.

import { calendarButton } from "./agenda.js";
import { changeRow, pauseRows } from "./cambios.js";
import { askLinks } from "./contacto.js";
import { traceOf } from "./cuenta.js";
import { lateness, left } from "./demora.js";
import { isLate, isOver, isPast, STOPPED } from "./frase.js";
import { HOUR } from "./lapso.js";
import { bdi, clean, el, icon, own, prose, say, strip } from "./nodos.js";
import { UNREPORTED } from "./requisitos.js";
import { filled, pieces, text, words } from "./textos.js";
import { moment } from "./tiempo.js";

/** Return when a service became active, or null where it is not. */
export function activated(item, page) {
  const since = item.state === "active" ? page.time.known(item.since, page.now()) : null;
  return since && strip("ready", "done", text("active_since", { when: since }));
}

/** Return the box with the due date; whether it is past is worked out now and at every tick. */
export function dueBox(item, service, page) {
  const due = moment(item.due);
  if (item.state !== "in_progress" || !due) return null;
  const [sign, from, until] = [el("span", { class: "due-sign" }), el("span"), el("span")];
  const label = el("p", { class: "due-label" });
  const rest = el("p", { class: "due-rest" });
  const save = calendarButton(item, page);
  const others = el("small");
  // Who waits longer than was said wants to ask before anything else.
  const ask = el("div", { class: "asks" }, askLinks(page));
  const date = el("p", { class: "due-date" }, from, " ", until);
  const box = el("div", { class: "due" }, sign, label, date, rest, ask, others, save);
  // Of a promise that the service does not give any more, that says nothing; what two would say, one does.
  const drift = item.promise === service?.promise ? clean(service?.left) : "";
  const isTold = page.told.has(drift);
  if (!isPast(item, page.now())) page.told.add(drift);
  const late = isLate(item, page);
  if (late) box.className = "due late";
  sign.append(icon(late ? "alert" : "clock"));
  page.onTick((now) => {
    const past = isPast(item, now);
    save.hidden = past;
    // That something should be ready the next run tells by itself; who hears nothing for an hour wants to ask as well.
    ask.hidden = !late && now - due < HOUR;
    const shown = dueWords(item, due, past, now, page, drift);
    say(label, shown.label);
    sayDate(from, shown.from);
    sayDate(until, shown.until);
    say(rest, shown.rest);
    say(others, beside(item, late, past, drift, isTold));
  });
  return box;
}

// Where it has to be broken, the day of the month stays with its month, and the hour with what leads to it.
function sayDate(node, words) {
  if (node.textContent === words) return;
  const [, before, date, hour] = /^(\D*)(.*?)( [^\d ]+ [^\d ]+ \d+:\d+)?$/.exec(words);
  const kept = [date, hour?.trim()].filter(Boolean).flatMap((part) => [" ", el("span", { class: "kept" }, part)]);
  node.replaceChildren(before.trim(), ...kept);
}

// How the last month's went says more of today than how the last three's did, and their figures differ.
function beside(item, late, past, drift, isTold) {
  if (late || !(past || drift)) return othersWords(item, late);
  return past || isTold ? "" : drift;
}

function othersWords(item, late) {
  const { cases, half, most } = (late ? item.late_rest : item.forecast) ?? {};
  if (!cases) return "";
  // Where both figures are one, it is said once.
  if (half === most) return late ? text("late_rest_once", { cases, most }) : text("forecast_once", { cases, most });
  return late ? text("late_rest", { cases, half, most }) : text("forecast", { cases, half, most });
}

function dueWords(item, due, past, now, page, drift) {
  const { time } = page;
  const trace = traceOf(item);
  const until = time.dueText(due, now, trace);
  if (past) {
    const isKnown = isLate(item, page);
    const rest = isKnown ? text("late_by", { time: lateness(clean(item.promise), due, now, page) }) : text("past_unread");
    return { label: text("due_late"), from: "", until, rest };
  }
  const earliest = toCome(item, now);
  const ahead = left(item, due, now, trace, page);
  if (!earliest) return { label: drift ? text("due_promised") : text("due"), from: "", until, rest: text("left_is", { left: ahead }) };
  return {
    label: drift ? text("range_promised") : text("due_range"),
    from: text("due_from", { first: time.earliestText(earliest, now, trace) }),
    until: text("due_until", { last: until }),
    rest: text("left_at_most", { left: ahead }),
  };
}

// A range that has begun says of its beginning nothing that helps: it would be told as future, and is past.
function toCome({ earliest }, now) {
  const first = moment(earliest);
  return first < now ? null : first;
}

/** Return what it means to be late, unfolded once the item is. */
export function lateHelp(item, page) {
  if (item.state !== "in_progress" || !moment(item.due)) return null;
  const node = el(
    "details",
    { class: "fold" },
    el("summary", null, icon("arrow"), text("late_title")),
    el("p", null, prose(page.catalog.company?.late_meaning)),
  );
  node.open = !page.stale && isLate(item, page);
  return node;
}

/** Return what the date would be with the requirements met; null where the date is known. */
export function exampleLine(item, service, page) {
  const example = service?.example;
  const [start, due] = [moment(example?.start), moment(example?.due)];
  if (item.reason !== UNREPORTED || !start || !due) return null;
  const trace = traceOf(example);
  const day = page.time.place(start).day;
  const node = el("p", { class: "example" });
  // The page was built, or opened, a while ago: past midnight, or after a failed run, its "today" is another day.
  page.onTick((now) => {
    const [earliest, until] = [toCome(example, now), page.time.dueText(due, now, trace)];
    const when = earliest
      ? filled(words.dates.from_until, { first: page.time.earliestText(earliest, now, trace), last: until })
      : filled(words.dates.by, { due: until });
    const today = day === page.time.place(now).day;
    say(node, today ? text("if_met_today", { when }) : text("if_met_on", { day: page.time.day(day, now), when }));
  });
  return node;
}

/** Return the promise and the moments it rests on, each with its name. */
export function facts(item, service, page) {
  // Of what stopped, a promise would read as one that runs.
  if (STOPPED.includes(item.reason)) return null;
  const now = page.now();
  const over = isOver(item);
  const due = over ? moment(item.due) : null;
  const since = page.time.known(item.since, now);
  // Of two runs that the start lies between, the later one counts.
  const start = page.time.known(item.start?.by ?? item.start, now);
  const isTold = typeof item.start === "string" && (item.state === "active" || item.since === item.start);
  const promise = item.state === "cancelled" ? null : item.promise || (waitsForPromise(item) && service?.promise);
  // A clock that started and stands still was not started by what is missing now.
  const isBegun = over || (item.start && item.state === "awaiting_requirements");
  const rows = [
    [text("promise"), promise ? promiseWords(promise, isBegun ? null : service) : null],
    changeRow(item, page),
    [over ? text("began_then") : text("began"), !isTold && start],
    ...pauseRows(item, page),
    [text("ended_at"), due && dueOn(page.time.dueText(due, now, traceOf(item)))],
    [words.stages[item.state].since, since !== start && since],
  ].filter(([name, value]) => name && value);
  if (!rows.length) return null;
  const entries = rows.map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value)));
  return el("dl", { class: "facts" }, entries);
}

/** Return whether an item's clock is still to start: until then no promise is given to it, and its service's own is told. */
export function waitsForPromise(item) {
  return !item.promise && (["awaiting_payment", "awaiting_requirements"].includes(item.state) || item.reason === UNREPORTED);
}

function promiseWords(promise, service) {
  const start = own(words.clock_starts, service?.clock_starts);
  return start ? pieces("promise_since", { promise: bdi(promise), clock_start: start }) : bdi(promise);
}

function dueOn(day) {
  return filled(words.dates.on, { day });
}
