// The ways to ask about an order: what a reader sends names its number, and never its link.

import { clean, el, list, outLink, own } from "./nodos.js";
import { isToPay } from "./requisitos.js";
import { text } from "./textos.js";

/**
 * Return the links: WhatsApp where the company has it for this, and where tickets are written, unless `act` leads there
 * already. A company without such a place has its channels.
 */
export function askLinks(page, act) {
  const write = outLink(page.catalog.company?.write_url, text("ask_about"));
  return [whatsappLink(page), write ? write.href !== act?.href && write : el("a", { href: "../atencion/" }, text("ask_about"))];
}

/** Return the link to where the client does what an item waits for, or null where it waits for none, or has no such place. */
export function actLink(item, { catalog }) {
  const { state, waiting_on: who, missing } = item;
  const { pay_url: pay, write_url: write, client_area_url: area } = (who === "client" && catalog.company) || {};
  if (isToPay(item)) return outLink(pay, text("pay"));
  // What we asked for is answered in the ticket that asks for it.
  if (state !== "awaiting_requirements") return outLink(area, text("answer"));
  // What is done at another company is not done by a ticket: that is for asking about it.
  const isOurs = (id) => own(catalog.requirements, id)?.through !== "elsewhere";
  return !list(missing).length || missing.some(isOurs) ? outLink(write, text("send")) : null;
}

/** Return the link to the client's invoices, where they have a place of their own. */
export function invoicesLink({ catalog }) {
  const { pay_url: pay, client_area_url: area } = catalog.company ?? {};
  return pay !== area && outLink(pay, text("see_invoices"));
}

/** Return a line of links, or null where there is none. */
export function linksRow(links) {
  return links.some(Boolean) ? el("p", { class: "links" }, links) : null;
}

// The wording's address ends in the message up to the number.
function whatsappLink({ catalog, view }) {
  return outLink(`${catalog.company?.order_whatsapp}${encodeURIComponent(clean(view.order))}`, text("ask_by_whatsapp"));
}
