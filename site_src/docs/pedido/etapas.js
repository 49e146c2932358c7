// One item in, the line of its stages out: which are behind, which is now and since when, which are ahead.

import { el, icon, own, spoken } from "./nodos.js";
import { BADGES, STEPS } from "./textos.js";

/** Return the stages of an item, or one badge where it stands outside them. */
export function stage(item, service, page) {
  const badge = own(BADGES, item.state);
  if (badge) return el("p", { class: "badge" }, icon(badge.icon), badge.name);
  const skipsRequirements = service?.clock_starts === "payment_credited" && item.state !== "awaiting_requirements";
  const steps = STEPS.filter((step) => !(skipsRequirements && step.state === "awaiting_requirements"));
  const current = steps.findIndex((step) => step.state === item.state);
  return el(
    "ol",
    { class: "steps", "aria-label": "Etapas" },
    steps.map((step, at) => stepEntry(step, at - current, item, page)),
  );
}

function stepEntry(step, ahead, item, page) {
  const kind = ahead < 0 || item.state === "active" ? "done" : ahead === 0 ? "now" : "next";
  const heard = { done: "hecho", now: "etapa actual", next: "pendiente" }[kind];
  const since = page.time.known(began(step, ahead, item), page.now());
  return el(
    "li",
    { class: kind, "aria-current": ahead === 0 ? "step" : null },
    el("span", { class: "dot" }, icon(kind)),
    el(
      "span",
      { class: "step" },
      el("span", { class: "step-name" }, step.name, spoken(` (${heard})`)),
      since && el("span", { class: "step-when" }, " ", since),
    ),
  );
}

// Billing dates no stage: known are the present one, and the preparation by the promise that began with it.
function began(step, ahead, item) {
  if (ahead === 0) return item.since;
  return ahead < 0 && step.state === "in_progress" ? item.start : null;
}
