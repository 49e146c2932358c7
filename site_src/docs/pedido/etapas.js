// The line of an item's stages: which are behind, which is now and since when, which are ahead.

import { STOPPED } from "./frase.js";
import { el, icon, own, spoken } from "./nodos.js";
import { text, words } from "./textos.js";

const LINE = ["awaiting_payment", "awaiting_requirements", "in_progress", "active"];
/** The drawings of the states that stand outside the line. */
const BADGES = { cancelled: "closed", under_review: "search", unknown: "question" };

/** Return one badge for an item outside the line of stages, by its reason where that has a name; null for any other. */
export function badge(item) {
  const sign = own(BADGES, item.state);
  if (!sign) return null;
  const name = own(words.reasons, item.reason)?.name || words.stages[item.state].name;
  return el("p", { class: "badge" }, icon(STOPPED.includes(item.reason) ? "alert" : sign), name);
}

/** Return the line of stages, or null for an item outside it. */
export function stages(item, service, page) {
  if (own(BADGES, item.state)) return null;
  const skipsRequirements = service?.clock_starts === "payment_credited" && item.state !== "awaiting_requirements";
  // Of what no service claims and nothing was promised, nobody knows what comes between its payment and its end.
  const [first, , preparing, last] = LINE;
  const known = !service && !item.promise ? [first, item.state, last] : skipsRequirements ? [first, preparing, last] : LINE;
  const line = LINE.filter((state) => known.includes(state));
  const current = line.indexOf(item.state);
  return el(
    "ol",
    { class: "steps", "aria-label": text("stages") },
    line.map((state, at) => stepEntry(state, at - current, item, page)),
  );
}

function stepEntry(state, ahead, item, page) {
  const kind = ahead < 0 || item.state === "active" ? "done" : ahead === 0 ? "now" : "next";
  const heard = { done: text("stage_done"), now: page.stale ? text("stage_last") : text("stage_now"), next: text("stage_next") }[kind];
  const since = told(began(state, ahead, item, page.stale), ahead, page);
  return el(
    "li",
    { class: kind, "aria-current": ahead === 0 && !page.stale ? "step" : null },
    el("span", { class: "dot" }, icon(kind)),
    el(
      "span",
      { class: "step" },
      el("span", { class: "step-name" }, words.stages[state].name, spoken(` ${heard}`)),
      since && el("span", { class: "step-when" }, " ", since),
    ),
  );
}

// A bare date beside a stage would read as the day it was done: beside «Pago», as the payment.
function told(begin, ahead, page) {
  const when = page.time.known(begin, page.now());
  if (!when) return null;
  const isExact = typeof begin === "string";
  return ahead === 0 && isExact && !page.stale ? text("stage_since", { when }) : text("stage_began", { when });
}

// Billing dates no stage: known are the present one, and the preparation by the promise that began with it.
function began(state, ahead, item, isStale) {
  // When a service became active its card says in words.
  if (ahead === 0) return item.state === "active" && !isStale ? null : item.since;
  return ahead < 0 && state === "in_progress" ? item.start : null;
}
