// An item whose data are too old to be claimed in, what was last known of it, told as past, out.

import { traceOf } from "./cuenta.js";
import { own, strip } from "./nodos.js";
import { moment } from "./tiempo.js";

const WAS = {
  awaiting_payment: "faltaba el pago.",
  awaiting_requirements: "faltaba completar los requisitos.",
  in_progress: "estaba en preparación.",
  active: "el servicio estaba activo.",
  cancelled: "se había cancelado.",
  under_review: "estaba en revisión.",
  unknown: "no se podía mostrar en qué etapa estaba.",
};

/** Return the strip that takes the place of everything an item's card would claim of today. */
export function lastKnown(item, page) {
  return strip("last", "clock", `${lastKnownTitle(page)}: `, was(item, page));
}

/** Return the sentence that takes the place of the page's first one. */
export function nothingNewer(page) {
  const when = page.time.plain(page.stale, page.now());
  return `Lo último que supimos de su pedido es del ${when}. Para saber cómo sigue, escríbanos por un ticket.`;
}

/** Return what heads anything that may have changed since it was last read. */
export function lastKnownTitle(page) {
  return `Lo último que supimos (${page.time.plain(page.stale, page.now())})`;
}

function was(item, page) {
  const due = moment(item.due);
  if (item.state !== "in_progress" || !due) return own(WAS, item.state);
  return `estaba en preparación, con fecha máxima el ${page.time.dueText(due, page.now(), traceOf(item))}.`;
}
