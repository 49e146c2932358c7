// What an item still needs, each with how to do it, and what is met.

import { bdi, el, icon, list, own, prose, spoken } from "./nodos.js";
import { text } from "./textos.js";

/** Nothing says whether the client's requirements are met. */
export const UNREPORTED = "requirements_unreported";

/** Return what still has to be there before the clock can start, or null where nothing is known to. */
export function missingList(item, service, page) {
  const [title, ids] = missingOf(item, service, page);
  if (!ids.length || onlyPayment(item, service, page)) return null;
  const entries = ids.map((id) => {
    const requirement = own(page.catalog.requirements, id);
    if (!requirement) return el("li", null, el("strong", null, bdi(id)));
    const told = [requirement.how, requirement.way].filter(Boolean).map((one) => el("p", null, prose(one)));
    return el("li", null, el("strong", null, bdi(requirement.name)), told);
  });
  return el("div", { class: "missing" }, el("h3", null, title), el("ul", null, entries));
}

/** Return whether the client's turn is to pay, also where of an order no more is known. */
export function isToPay({ state, reason, waiting_on: who }) {
  return who === "client" && (state === "awaiting_payment" || (state === "unknown" && reason === "empty_order"));
}

/** Return the payment where it is all that is missing, and told by the client's turn or as past; null for anything else. */
export function onlyPayment(item, service, page) {
  const [id, ...others] = missingOf(item, service, page)[1];
  const found = isToPay(item) && !others.length ? own(page.catalog.requirements, id) : null;
  const isTold = page.stale || (found?.through === "client_area" && page.catalog.company?.pay_url);
  return isTold && found?.kind === "payment" ? found : null;
}

/** Return whether more than the payment is named as needed: then paying is not all that is left for the client. */
export function isMoreNamed(item, service, page) {
  return missingOf(item, service, page)[1].some((id) => own(page.catalog.requirements, id)?.kind !== "payment");
}

/** Return what is known to be met, or null; the line of stages tells of the payment. */
export function metList(item, service, page) {
  const ids = list(service?.requirements).filter((id) => isMet(id, item, service, page.catalog));
  const names = ids.map((id) => own(page.catalog.requirements, id)).filter(Boolean);
  if (!names.length) return null;
  const entries = names.map(({ name }) => el("li", null, icon("done"), el("span", null, bdi(name), spoken(` ${text("is_met")}`))));
  return el("div", { class: "met" }, el("h3", null, text("met")), el("ul", null, entries));
}

function missingOf(item, service, page) {
  const ids = list(item.missing);
  // Of data too old, what was asked for may be done by now.
  if (item.reason === UNREPORTED) return [page.stale ? text("was_needed") : text("needed"), ids];
  if (ids.length) return [page.stale ? text("was_missing") : text("missing"), ids];
  // Nobody has looked yet: the service's own list lets the client get ahead of it.
  if (item.state === "awaiting_payment") return [page.stale ? text("was_needed") : text("needed_to_begin"), ahead(item, service, page)];
  return ["", []];
}

// Who has paid is not asked to pay while the payment is being credited.
function ahead(item, service, { catalog }) {
  const isAsked = (id) => item.waiting_on === "client" || own(catalog.requirements, id)?.kind !== "payment";
  return list(service?.requirements).filter(isAsked);
}

function isMet(id, item, service, catalog) {
  if (own(catalog.requirements, id)?.kind === "payment") return false;
  if (item.state === "awaiting_requirements") return list(item.missing).length > 0 && !item.missing.includes(id);
  return item.state === "in_progress" && service.clock_starts === "requirements_met" && Boolean(item.start);
}
