// One item and its service in, what is met and what is missing, each with how to do it, out.

import { bdi, el, icon, own, prose, spoken } from "./nodos.js";
import { UNREPORTED } from "./textos.js";

/** Return what still has to be there before the clock can start, or null where nothing is known to. */
export function missingList(item, service, page) {
  const [title, ids] = missingOf(item, service, page);
  if (!ids.length) return null;
  const entries = ids.map((id) => {
    const requirement = own(page.catalog.requirements, id);
    if (!requirement) return el("li", null, el("strong", null, bdi(id)));
    return el("li", null, el("strong", null, bdi(requirement.name)), el("p", null, prose(requirement.how)));
  });
  return el("div", { class: "missing" }, el("h3", null, title), el("ul", null, entries));
}

/** Return what is known to be met, or null. */
export function metList(item, service, page) {
  const ids = list(service?.requirements).filter((id) => isMet(id, item, service, page.catalog));
  const names = ids.map((id) => own(page.catalog.requirements, id)).filter(Boolean);
  if (!names.length) return null;
  const entries = names.map(({ name }) => el("li", null, icon("done"), el("span", null, bdi(name), spoken(" (cumplido)"))));
  return el("div", { class: "met" }, el("h3", null, "Requisitos cumplidos"), el("ul", null, entries));
}

function missingOf(item, service, page) {
  const ids = list(item.missing);
  if (item.reason === UNREPORTED) return ["Qué hace falta", ids];
  if (ids.length) return [page.stale ? "Qué faltaba" : "Qué falta", ids];
  // Nobody has looked yet: the service's own list lets the client get ahead of it.
  if (item.state === "awaiting_payment") return ["Qué hace falta para empezar", list(service?.requirements)];
  return ["", []];
}

function isMet(id, item, service, catalog) {
  const paid = ["awaiting_requirements", "in_progress"].includes(item.state) || item.reason === UNREPORTED;
  if (own(catalog.requirements, id)?.kind === "payment") return paid;
  if (item.state === "awaiting_requirements") return list(item.missing).length > 0 && !item.missing.includes(id);
  return item.state === "in_progress" && service.clock_starts === "requirements_met" && Boolean(item.start);
}

function list(value) {
  return Array.isArray(value) ? value : [];
}
