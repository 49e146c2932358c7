// The tickets of an order in, their section out: number, state, dates, and where they are answered.

import { bdi, el, icon, outLink, own } from "./nodos.js";
import { TICKETS } from "./textos.js";
import { lastKnownTitle } from "./ultimo.js";

/** Return the section of an order's tickets, or null where it has none. */
export function ticketSection(view, page) {
  const list = Array.isArray(view.tickets) ? view.tickets.filter(Boolean) : [];
  if (!list.length) return null;
  // An address of one ticket would need its access code: the list, behind the client's own login, needs none.
  const links = [
    outLink(page.catalog.company?.client_area_url, "Ver en el área de clientes"),
    outLink(page.catalog.company?.sla_manual_url, "En cuánto tiempo respondemos"),
  ];
  return el(
    "section",
    { class: "card tickets" },
    el("h2", null, icon("ticket"), "Tickets de este pedido"),
    page.stale && el("p", { class: "ticket-when" }, `${lastKnownTitle(page)}:`),
    el("ul", null, list.map((ticket) => ticketEntry(ticket, page))),
    links.some(Boolean) ? el("p", { class: "links" }, links) : null,
  );
}

function ticketEntry(ticket, page) {
  const now = page.now();
  const [opened, reply] = [page.time.known(ticket.opened, now), page.time.known(ticket.last_reply, now)];
  const first = page.time.known(ticket.first_reply, now);
  const { state, turn } = own(TICKETS, ticket.state) ?? TICKETS.other;
  const words = turn && !page.stale ? `${state}; ${turn}` : state;
  const name = el("strong", null, "Ticket ", bdi(ticket.number));
  return el(
    "li",
    { class: ticket.state === "answered" && !page.stale ? "ticket yours" : "ticket" },
    el("p", { class: "ticket-head" }, name, " ", el("span", { class: "ticket-state" }, words)),
    opened ? el("p", { class: "ticket-when" }, `Abierto ${opened}.`) : null,
    first ? el("p", { class: "ticket-when" }, `Primera respuesta: ${first}.`) : null,
    reply && reply !== first ? el("p", { class: "ticket-when" }, `Última respuesta: ${reply}.`) : null,
  );
}
