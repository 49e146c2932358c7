// The section of an order's tickets: number, state, dates, and where they are answered.

import { linksRow } from "./contacto.js";
import { bdi, el, icon, list, outLink, own } from "./nodos.js";
import { pieces, text, words } from "./textos.js";

/** Return the section of an order's tickets, or null where it has none. */
export function ticketSection(view, page) {
  const tickets = list(view.tickets).filter(Boolean);
  if (!tickets.length) return null;
  // An address of one ticket would need its access code: the list, behind the client's own login, needs none.
  const links = [
    outLink(page.catalog.company?.client_area_url, text("see_tickets")),
    outLink(page.catalog.company?.sla_manual_url, text("see_targets")),
  ];
  return el(
    "section",
    { class: "card tickets" },
    el("h2", null, icon("ticket"), text("tickets")),
    page.stale && el("p", { class: "ticket-when" }, text("last_known")),
    el("ul", null, tickets.map((ticket) => ticketEntry(ticket, page))),
    linksRow(links),
  );
}

/** Return whether one of an order's tickets has an answer that its reader was not seen to take up. */
export function hasAnswer(view) {
  return list(view.tickets).some((ticket) => ticket?.state === "answered");
}

function ticketEntry(ticket, page) {
  const now = page.now();
  const [opened, reply] = [page.time.known(ticket.opened, now), page.time.known(ticket.last_reply, now)];
  const first = page.time.known(ticket.first_reply, now);
  const closed = ticket.state === "closed" ? page.time.known(ticket.closed, now) : null;
  const { state, turn } = own(words.tickets, ticket.state) ?? words.tickets.other;
  // Billing dates the last message, whoever wrote it: the opening one is told already.
  const last = reply && reply !== first && reply !== opened ? lastMessage(ticket.state, reply) : null;
  const told = turn && !page.stale ? text("ticket_turn", { state, turn }) : state;
  const name = el("strong", null, pieces("ticket", { number: bdi(ticket.number) }));
  return el(
    "li",
    { class: ticket.state === "answered" && !page.stale ? "ticket yours" : "ticket" },
    el("p", { class: "ticket-head" }, name, " ", el("span", { class: "ticket-state" }, told)),
    opened ? el("p", { class: "ticket-when" }, text("ticket_opened", { when: opened })) : null,
    first ? el("p", { class: "ticket-when" }, text("ticket_first", { when: first })) : null,
    last ? el("p", { class: "ticket-when" }, last) : null,
    closed ? el("p", { class: "ticket-when" }, text("ticket_closed", { when: closed })) : null,
  );
}

// Only the state tells whose it was: a message of the client's own is no reply.
function lastMessage(state, when) {
  if (state === "answered") return text("ticket_last", { when });
  return state === "customer_reply" ? text("ticket_yours", { when }) : text("ticket_message", { when });
}
