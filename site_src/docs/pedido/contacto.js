// The ways to ask about an order: what a reader sends names its number, and never its link.

import { clean, outLink } from "./nodos.js";
import { text } from "./textos.js";

/** Return the links: WhatsApp where the company has it for this, and its client area. */
export function askLinks(page) {
  return [whatsappLink(page), outLink(page.catalog.company?.client_area_url, text("ask_about"))];
}

/** Return the link that opens WhatsApp with a message, which the wording's address ends in up to the number. */
export function whatsappLink({ catalog, view }) {
  return outLink(`${catalog.company?.order_whatsapp}${encodeURIComponent(clean(view.order))}`, text("ask_by_whatsapp"));
}
