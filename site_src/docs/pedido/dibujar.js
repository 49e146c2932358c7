// An opened order, the public wording and the heartbeat in, the whole page's nodes out.

import { bdi, clean, el, icon, own, say } from "./nodos.js";
import { itemCard } from "./tarjeta.js";
import { AGE_UNKNOWN, FAILURES, TICKETS } from "./textos.js";
import { duration, moment, timeIn } from "./tiempo.js";

const MINUTE = 60_000;
// Clocks of phones run some minutes ahead or behind; a wider gap makes every "hace …" untrue.
const CLOCK_TOLERANCE = 10 * MINUTE;
const MISSED_RUNS = 3;
const USUAL_INTERVAL = 60;

/** Return the nodes of an order; `page` gives `now` and `onTick`, and `retry` starts over. */
export function orderNodes(view, catalog, heartbeat, page, retry) {
  const drawing = { ...page, catalog, time: timeIn(catalog.zone) };
  const number = clean(view.order);
  const items = Array.isArray(view.items) ? view.items.filter(Boolean) : [];
  const title = number ? ["Pedido N.º ", bdi(number)] : ["Su pedido"];
  const nothing = el("p", { class: "card" }, "Este pedido no tiene servicios para mostrar.");
  return [
    el("h1", { tabindex: "-1" }, title),
    age(heartbeat, drawing, retry),
    ...(items.length ? items.map((item) => itemCard(item, drawing)) : [nothing]),
    tickets(view, drawing),
  ].filter(Boolean);
}

/** Return the nodes that say why nothing can be shown. */
export function failureNodes(kind, retry) {
  const { title, text, again } = FAILURES[kind];
  const press = again ? button("Volver a intentar", retry) : null;
  const heading = el("h1", { tabindex: "-1" }, title);
  return [el("div", { class: "card failure" }, icon("alert"), heading, el("p", null, text), press)];
}

/** Return the nodes shown while the order is on its way. */
export function loadingNodes() {
  return [el("p", { class: "loading" }, icon("clock"), "Abriendo su pedido…")];
}

function button(words, press) {
  const node = el("button", { type: "button" }, words);
  node.addEventListener("click", press);
  return node;
}

function age(heartbeat, page, retry) {
  const synced = moment(heartbeat?.synced_at);
  const interval = Number.isInteger(heartbeat?.interval_minutes) ? heartbeat.interval_minutes : USUAL_INTERVAL;
  const [sign, words] = [el("span", { class: "age-sign" }), el("span", { class: "age-words" })];
  // The line changes every minute: whoever listens should hear it once.
  const box = el("div", { class: "age", "aria-live": "off" }, sign, words, button("Actualizar", retry));
  let wasOld = null;
  page.onTick((now) => {
    const old = !synced || now - synced > MISSED_RUNS * interval * MINUTE;
    say(words, synced ? ageText(synced, now, old, page.time) : AGE_UNKNOWN);
    if (old === wasOld) return;
    wasOld = old;
    box.className = old ? "age old" : "age";
    sign.replaceChildren(icon(old ? "alert" : "clock"));
  });
  return box;
}

function ageText(synced, now, old, time) {
  const at = time.place(synced);
  const printed = `${time.day(at.day, now)}, ${at.time}`;
  if (synced - now > CLOCK_TOLERANCE) return `Datos del ${printed}. El reloj de su dispositivo parece atrasado.`;
  const since = duration(Math.max(0, now - synced));
  if (!old) return `Datos de hace ${since} (${printed})`;
  return `Estos datos tienen más de ${since} (${printed}). Puede que su pedido haya avanzado.`;
}

function tickets(view, page) {
  const list = Array.isArray(view.tickets) ? view.tickets.filter(Boolean) : [];
  if (!list.length) return null;
  const heading = el("h2", null, icon("ticket"), "Tickets de este pedido");
  const entries = list.map((ticket) => ticketEntry(ticket, page));
  return el("section", { class: "card tickets" }, heading, el("ul", null, entries), manualLink(page.catalog.company));
}

function ticketEntry(ticket, page) {
  const now = page.now();
  const [opened, reply] = [page.time.known(ticket.opened, now), page.time.known(ticket.last_reply, now)];
  const first = page.time.known(ticket.first_reply, now);
  const state = own(TICKETS, ticket.state) ?? TICKETS.other;
  const name = el("strong", null, "Ticket ", bdi(ticket.number));
  return el(
    "li",
    { class: ticket.state === "answered" ? "ticket yours" : "ticket" },
    el("p", { class: "ticket-head" }, name, " ", el("span", { class: "ticket-state" }, state)),
    opened ? el("p", { class: "ticket-when" }, `Abierto ${opened}.`) : null,
    first ? el("p", { class: "ticket-when" }, `Primera respuesta: ${first}.`) : null,
    reply && reply !== first ? el("p", { class: "ticket-when" }, `Última respuesta: ${reply}.`) : null,
  );
}

function manualLink(company) {
  const address = company?.sla_manual_url;
  if (typeof address !== "string" || !/^https:\/\//.test(address)) return null;
  const link = el("a", { href: address, rel: "noreferrer noopener" }, "En cuánto tiempo respondemos");
  return el("p", { class: "service" }, link);
}
