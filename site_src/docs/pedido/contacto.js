// The ways to ask about an order: what a reader sends names its number, and never its link.

import { clean, outLink } from "./nodos.js";
import { text } from "./textos.js";

/** Return the links: WhatsApp where the company has it for this, and its client area. */
export function askLinks(page) {
  const company = page.catalog.company;
  return [whatsappLink(page), outLink(company?.client_area_url, text("ask_about"))].filter(Boolean);
}

/** Return the link that opens WhatsApp with a message, or null where the company gives no telephone for it. */
export function whatsappLink(page) {
  const chat = page.catalog.company?.order_whatsapp;
  if (typeof chat !== "string" || !/^https:\/\/wa\.me\/[1-9]\d{7,14}$/.test(chat)) return null;
  const number = clean(page.view.order);
  const message = number ? `?text=${encodeURIComponent(text("whatsapp_message", { number }))}` : "";
  return outLink(`${chat}${message}`, text("ask_by_whatsapp"));
}
