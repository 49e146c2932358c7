// One item of an order in, its card out: stage, who must act next, what is missing, the date and its count.

import { pausedNow } from "./cambios.js";
import { countTable } from "./cuenta.js";
import { bdi, clean, el, icon, own, prose, spoken, strip } from "./nodos.js";
import { activated, dueBox, exampleLine, facts } from "./plazo.js";
import { BADGES, CLIENT_MUST, COMPANY_MUST, OTHER_REASON, REASONS, STEPS, UNREPORTED } from "./textos.js";

const KNOWN_STATES = [...STEPS.map((step) => step.state), ...Object.keys(BADGES)];

/** Return the card of one item; what changes with the hour is given to `page.onTick`. */
export function itemCard(seen, page) {
  const item = { ...seen, state: KNOWN_STATES.includes(seen.state) ? seen.state : "unknown" };
  const service = own(page.catalog.services, item.service);
  const name = clean(item.name) || clean(service?.name) || "Servicio";
  return el(
    "article",
    { class: `card state-${item.state}` },
    el("h2", null, bdi(name)),
    serviceLink(service, name),
    stage(item, service),
    turn(item),
    pausedNow(item, page),
    item.reason === UNREPORTED ? null : missingList(item, "Qué falta", page.catalog),
    reason(item, page.catalog),
    item.reason === UNREPORTED ? missingList(item, "Qué hace falta", page.catalog) : null,
    exampleLine(item, service, page),
    activated(item, page),
    dueBox(item, page),
    facts(item, service, page),
    countTable(item, page.time, page.now()),
  );
}

function serviceLink(service, name) {
  // The address comes from a file, so only the shape the site itself uses is ever made a link.
  if (!/^\.\.\/demoras\/[a-z0-9-]+\/$/.test(service?.page)) return null;
  const title = clean(service.name);
  const named = title && title !== name;
  const words = named ? ["Demora y requisitos de ", bdi(title)] : ["Demora y requisitos de este servicio"];
  return el("p", { class: "service" }, el("a", { href: service.page }, words));
}

function stage(item, service) {
  const badge = own(BADGES, item.state);
  if (badge) return el("p", { class: "badge" }, icon(badge.icon), badge.name);
  const skipsRequirements = service?.clock_starts === "payment_credited" && item.state !== "awaiting_requirements";
  const steps = STEPS.filter((step) => !(skipsRequirements && step.state === "awaiting_requirements"));
  const current = steps.findIndex((step) => step.state === item.state);
  return el(
    "ol",
    { class: "steps", "aria-label": "Etapas" },
    steps.map((step, at) => stepEntry(step, at - current, item.state === "active")),
  );
}

function stepEntry(step, ahead, finished) {
  const kind = ahead < 0 || finished ? "done" : ahead === 0 ? "now" : "next";
  const heard = { done: "hecho", now: "etapa actual", next: "pendiente" }[kind];
  return el(
    "li",
    { class: kind, "aria-current": ahead === 0 ? "step" : null },
    el("span", { class: "dot" }, icon(kind)),
    el("span", null, step.name, spoken(` (${heard})`)),
  );
}

function turn(item) {
  if (item.waiting_on === "client") {
    const rest = own(CLIENT_MUST, item.state) ?? "responder lo que le pedimos.";
    return strip("client", "person", "Ahora le toca a usted: ", rest);
  }
  if (item.waiting_on !== "company") return null;
  const rest = own(COMPANY_MUST, item.state);
  return strip("company", "tools", `Ahora nos toca a nosotros${rest ? ": " : "."}`, rest ?? "");
}

function missingList(item, title, catalog) {
  const ids = Array.isArray(item.missing) ? item.missing : [];
  if (!ids.length) return null;
  const entries = ids.map((id) => {
    const requirement = own(catalog.requirements, id);
    if (!requirement) return el("li", null, el("strong", null, bdi(id)));
    return el("li", null, el("strong", null, bdi(requirement.name)), el("p", null, prose(requirement.how)));
  });
  return el("div", { class: "missing" }, el("h3", null, title), el("ul", null, entries));
}

function reason(item, catalog) {
  if (!item.reason && item.state !== "unknown") return null;
  const words = own(REASONS, item.reason) ?? OTHER_REASON;
  const extra = item.reason === "unmapped" ? [" ", prose(catalog.company?.unlisted)] : [];
  return el("p", { class: "reason" }, words, extra);
}
