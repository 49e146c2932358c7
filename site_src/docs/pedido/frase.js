// The one sentence that opens the page: what is happening, and who must act.

import { bdi, el, list, own } from "./nodos.js";
import { UNREPORTED } from "./requisitos.js";
import { cut, pieces, text, words } from "./textos.js";
import { moment } from "./tiempo.js";
import { nothingNewer } from "./ultimo.js";

/** What stopped, and goes on only once somebody looks into it. */
export const STOPPED = ["suspended", "expired", "payment_unclear"];
// As against what merely has no date.
const TROUBLES = [...STOPPED, UNREPORTED];
const RANKS = { awaiting_payment: 3, awaiting_requirements: 3, in_progress: 3, under_review: 4, active: 6, cancelled: 7 };

/** Return the sentence's node; it is worked out now and at every tick, since a date may pass meanwhile. */
export function lead(items, page) {
  const node = el("p");
  page.onTick((now) => {
    const { kind, parts } = page.stale ? { kind: "last", parts: [nothingNewer(page)] } : sentence(items, page, now);
    const made = el("p", null, parts);
    node.className = `lead ${kind}`;
    if (made.textContent !== node.textContent) node.replaceChildren(...made.childNodes);
  });
  return node;
}

/** Return items in the order in which a reader needs them: the first is the one that the sentence tells of. */
export function byUrgency(items, now) {
  return [...items].sort((one, other) => urgency(one, now) - urgency(other, now));
}

/** Return whether an item's due moment is past, by now or by any other moment. */
export function isPast(item, now) {
  const due = moment(item.due);
  return item.state === "in_progress" && due !== null && now > due;
}

/** Return whether an item is late: of one that fell due after the data were read, nobody knows yet. */
export function isLate(item, page) {
  return page.read !== null && isPast(item, page.read);
}

/** Return whether an item goes no further: it was activated, or cancelled. */
export function isOver({ state }) {
  return ["active", "cancelled"].includes(state);
}

function sentence(items, page, now) {
  if (!items.length) return { kind: "", parts: [text("no_items")] };
  const all = items.length > 1 ? (allOver(items) ?? allUnpaid(items)) : null;
  if (all) return all;
  const [first, ...rest] = byUrgency(items, now);
  const more = rest.length ? [" ", el("span", { class: "more" }, text("more_items", { figure: rest.length }))] : [];
  return { kind: kindOf(first, page), parts: [...about(first, rest.length > 0, page, now), ...more] };
}

// Several items of which none is to come: one of them would tell nothing of the rest.
function allOver(items) {
  const active = items.filter((item) => item.state === "active").length;
  const cancelled = items.filter((item) => item.state === "cancelled").length;
  if (active + cancelled < items.length) return null;
  if (!cancelled) return { kind: "ready", parts: [text("all_active", { figure: active })] };
  if (!active) return { kind: "", parts: [text("all_cancelled", { figure: cancelled })] };
  const [one, other] = [text("over_active", { figure: active }), text("over_cancelled", { figure: cancelled })];
  return { kind: "ready", parts: [text("all_over", { active: one, cancelled: other })] };
}

// One payment is for all of them.
function allUnpaid(items) {
  const isUnpaid = ({ state, waiting_on }) => state === "awaiting_payment" && waiting_on === "client";
  return items.every(isUnpaid) ? { kind: "client", parts: [text("all_unpaid", { figure: items.length })] } : null;
}

// Ranks lie further apart than any two dates.
function urgency(item, now) {
  return rank(item, now) * 1e15 + (moment(item.due)?.getTime() ?? 1e14);
}

function rank(item, now) {
  if (item.waiting_on === "client") return 0;
  if (isPast(item, now)) return 1;
  if (item.state === "unknown") return TROUBLES.includes(item.reason) ? 2 : 5;
  return RANKS[item.state];
}

function kindOf(item, page) {
  if (item.waiting_on === "client") return "client";
  if (isLate(item, page)) return "late";
  return item.state === "active" ? "ready" : "";
}

// A product's name does not tell its own gender, so the sentences go without it.
function about(item, several, page, now) {
  const service = bdi(item.shown);
  const { lead: told, lead_of_client: toldClient } = words.stages[item.state];
  if (item.waiting_on === "client" && toldClient) {
    if (item.state !== "awaiting_requirements") return cut(toldClient, { service });
    const missing = actions(item, page.catalog);
    return (several ? pieces("lead_for", { actions: missing, service }) : cut(toldClient, { actions: missing })).flat();
  }
  if (isLate(item, page)) return pieces("lead_late", { service });
  if (isPast(item, now)) return pieces("lead_past", { service });
  const why = item.state === "unknown" ? own(words.reasons, item.reason)?.lead : "";
  return cut(why || told, { service });
}

function actions(item, catalog) {
  const known = list(item.missing).map((id) => own(catalog.requirements, id));
  const told = known.map((one) => one?.action).filter(Boolean);
  if (!told.length || told.length < known.length) return [text("act_below")];
  const last = ` ${words.dates.and} `;
  return told.flatMap((word, at) => [at === 0 ? "" : at === told.length - 1 ? last : ", ", bdi(word)]);
}
