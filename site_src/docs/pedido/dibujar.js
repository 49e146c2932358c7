// An opened order, the public wording and the heartbeat in, the whole page's nodes out.

import { linkCard } from "./acciones.js";
import { ageBox, tooOld } from "./edad.js";
import { lead } from "./frase.js";
import { daysIn } from "./lapso.js";
import { bdi, clean, el, own } from "./nodos.js";
import { itemCard } from "./tarjeta.js";
import { BADGES, STEPS } from "./textos.js";
import { ticketSection } from "./tickets.js";
import { moment, timeIn } from "./tiempo.js";

const KNOWN_STATES = [...STEPS.map((step) => step.state), ...Object.keys(BADGES)];

/** Return the nodes of an order; `page` gives `now`, `onTick`, `retry` (read again) and `close` (wipe the page). */
export function orderNodes({ view, catalog, heartbeat }, page) {
  const [time, days] = [timeIn(catalog.zone), daysIn(catalog.units)];
  const drawing = { ...page, view, catalog, time, days, stale: tooOld(heartbeat, page.now()) };
  if (view.closed === true) return [ended(view, drawing), linkCard(page.close)];
  const seen = Array.isArray(view.items) ? view.items.filter(Boolean) : [];
  const items = seen.map((item) => readable(item, catalog));
  return [
    el("header", { class: "hero" }, heading(view), lead(items, drawing), ageBox(heartbeat, drawing, page.retry)),
    ...items.map((item) => itemCard(item, drawing)),
    ticketSection(view, drawing),
    linkCard(page.close),
  ].filter(Boolean);
}

function heading(view) {
  const number = clean(view.order);
  return el("h1", { tabindex: "-1" }, number ? ["Pedido N.º ", bdi(number)] : ["Su pedido"]);
}

// A state of a later version is one that this page cannot show, whatever it means.
function readable(item, catalog) {
  const state = KNOWN_STATES.includes(item.state) ? item.state : "unknown";
  const shown = clean(item.name) || clean(own(catalog.services, item.service)?.name) || "servicio";
  return { ...item, state, shown };
}

function ended(view, page) {
  const when = moment(view.changed_at);
  const day = when ? ` el ${page.time.day(page.time.place(when).day, page.now())}` : "";
  return el(
    "header",
    { class: "hero" },
    heading(view),
    el("p", { class: "lead" }, `Este pedido terminó${day}.`),
    el("p", null, "Guardamos esta nota por 60 días y después desaparece."),
    el("p", null, "Si necesita algo más, escríbanos por un ticket, con su número de pedido."),
  );
}
