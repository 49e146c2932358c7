// The card of one item: its stage, who must act next, what is missing, the date and its count.

import { noticesOf } from "./avisos.js";
import { pausedNow } from "./cambios.js";
import { actLink, askLinks, invoicesLink, linksRow } from "./contacto.js";
import { countTable } from "./cuenta.js";
import { badge, stages } from "./etapas.js";
import { isOver, STOPPED } from "./frase.js";
import { bdi, el, own, prose, strip } from "./nodos.js";
import { activated, dueBox, exampleLine, facts, lateHelp } from "./plazo.js";
import { isMoreNamed, isToPay, metList, missingList, onlyPayment } from "./requisitos.js";
import { text, words } from "./textos.js";
import { hasAnswer } from "./tickets.js";
import { lastKnown } from "./ultimo.js";

/** Return the card of one item, its end left for later; what changes with the hour is given to `page.onTick`. */
export function itemCard(item, page) {
  const service = own(page.catalog.services, item.service);
  const node = el(
    "article",
    { class: `card state-${item.state}` },
    el("h2", null, bdi(item.shown)),
    serviceLink(service),
    page.stale && lastKnown(item, page),
    page.stale ? null : claims(item, service, page),
    missingList(item, service, page),
  );
  const details = () => node.append(...detailsOf(item, service, page).filter(Boolean));
  if (page.later) page.later(details);
  else details();
  return node;
}

function detailsOf(item, service, page) {
  return [
    stages(item, service, page),
    metList(item, service, page),
    facts(item, service, page),
    countTable(item, page),
    lateHelp(item, page),
  ];
}

// What holds today only while the data are fresh.
function claims(item, service, page) {
  return [
    dueBox(item, service, page),
    turn(item, service, page),
    pausedNow(item, page),
    ...standing(item, page),
    exampleLine(item, service, page),
    ...noticesOf(item, page),
    activated(item, page),
  ];
}

function serviceLink(service) {
  // The address comes from a file, so only the shape the site itself uses is ever made a link.
  if (!/^\.\.\/demoras\/[a-z0-9-]+\/$/.test(service?.page)) return null;
  return el("p", { class: "service" }, el("a", { href: service.page }, text("this_service_page")));
}

function turn(item, service, page) {
  const who = own(words.turns, item.waiting_on);
  if (!who) return null;
  let { client_must: theirs, company_must: ours } = words.stages[isToPay(item) ? "awaiting_payment" : item.state];
  const isMore = item.state === "awaiting_payment" && isMoreNamed(item, service, page);
  // Of another item of the same order the client may have to do something.
  if (page.items > 1 && ["awaiting_payment", "in_progress"].includes(item.state)) ours = text("nothing_for_this");
  if (isMore) [theirs, ours] = [text("pay_and_more"), text("credit_and_more")];
  if (item.waiting_on === "client") {
    const how = onlyPayment(item, service, page)?.how;
    const node = strip("client", "person", text(how ? "turn" : "turn_to", { turn: who }), how ? prose(how) : theirs || text("answer_us"));
    const act = actLink(item, page);
    if (act) node.append(" ", act);
    return node;
  }
  const next = item.state === "under_review" ? ` ${text("after_review")}` : "";
  // A ticket of the order that was answered may be waiting for its reader.
  if (!isMore && hasAnswer(page.view)) return strip("company", "tools", text("turn_unless", { turn: who }), text("read_ticket") + next);
  return strip("company", "tools", ours ? text("turn_to", { turn: who }) : text("turn", { turn: who }), ours + next);
}

// Where an item stands outside the line of stages, why, and by which way to ask.
function standing(item, page) {
  const told = reason(item, page);
  // Of the only item, the sentence that opens the page tells already what is not known of it.
  const isTold = item.state === "unknown" && page.items === 1 && !STOPPED.includes(item.reason);
  const sign = isTold ? null : badge(item);
  const asks = linksRow(askLinks(page, actLink(item, page)));
  if (!told) return [sign, item.state === "in_progress" || isOver(item) ? null : asks];
  const why = el("p", { class: "reason" }, told);
  if (!STOPPED.includes(item.reason)) return [sign, why, asks];
  const bills = item.reason !== "expired" && invoicesLink(page);
  return [el("div", { class: "due late" }, sign, why, el("div", { class: "asks" }, bills, askLinks(page)))];
}

function reason(item, page) {
  // Whoever did not ask for it wants to know why.
  if (item.state === "cancelled") return text("cancelled_why");
  if (!item.reason && item.state !== "unknown") return null;
  const { name, told } = own(words.reasons, item.reason) ?? { told: text("reason_unknown") };
  // An item in the line of stages has no badge to say it.
  const short = item.state === "unknown" || !name ? [] : [el("strong", null, `${name}.`), " "];
  const more = item.reason === "unmapped" ? [" ", prose(page.catalog.company?.unlisted)] : [];
  return [...short, told, ...more];
}
