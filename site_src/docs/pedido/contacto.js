// The ways to ask about an order: what a reader sends names its number, and never its link.

import { clean, el, outLink } from "./nodos.js";
import { text } from "./textos.js";

/**
 * Return the links: WhatsApp where the company has it for this, and its client area, unless a button leads there already. A
 * company without one has its channels.
 */
export function askLinks(page, isLed) {
  const area = outLink(page.catalog.company?.client_area_url, text("ask_about"));
  return [whatsappLink(page), area ? !isLed && area : el("a", { href: "../atencion/" }, text("ask_about"))];
}

/** Return a line of links, or null where there is none. */
export function linksRow(links) {
  return links.some(Boolean) ? el("p", { class: "links" }, links) : null;
}

// The wording's address ends in the message up to the number.
function whatsappLink({ catalog, view }) {
  return outLink(`${catalog.company?.order_whatsapp}${encodeURIComponent(clean(view.order))}`, text("ask_by_whatsapp"));
}
