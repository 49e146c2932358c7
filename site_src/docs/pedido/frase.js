// The items of an order in, the one sentence that opens the page out: what is happening, and who must act.

import { traceOf } from "./cuenta.js";
import { bdi, el, own } from "./nodos.js";
import { UNREPORTED } from "./textos.js";
import { moment } from "./tiempo.js";
import { nothingNewer } from "./ultimo.js";

// What stopped for a reason that somebody should look into, as against what merely has no date.
const TROUBLES = ["suspended", "expired", "payment_unclear", UNREPORTED];
const RANKS = { awaiting_payment: 3, awaiting_requirements: 3, in_progress: 3, under_review: 4, active: 6, cancelled: 7 };

/** Return the sentence's node; it is worked out now and at every tick, since a date may pass meanwhile. */
export function lead(items, page) {
  const node = el("p");
  page.onTick((now) => {
    const { kind, parts } = page.stale ? { kind: "last", parts: [nothingNewer(page)] } : sentence(items, page, now);
    const made = el("p", null, parts);
    node.className = `lead ${kind}`;
    if (made.textContent !== node.textContent) node.replaceChildren(...made.childNodes);
  });
  return node;
}

/** Return whether an item is past its due moment: no state of the file, but of the moment it is read. */
export function isLate(item, now) {
  const due = moment(item.due);
  return item.state === "in_progress" && due !== null && now > due;
}

function sentence(items, page, now) {
  if (!items.length) return { kind: "", parts: ["Este pedido no tiene servicios para mostrar."] };
  if (items.length > 1 && items.every((item) => item.state === "active")) {
    return { kind: "ready", parts: [`Todo listo: los ${items.length} servicios de este pedido están activos.`] };
  }
  const [first, ...rest] = [...items].sort((one, other) => urgency(one, now) - urgency(other, now));
  const others = rest.length === 1 ? "Y 1 servicio más" : `Y ${rest.length} servicios más`;
  const more = rest.length ? [" ", el("span", { class: "more" }, `${others} en este pedido.`)] : [];
  return { kind: kindOf(first, now), parts: [...about(first, rest.length > 0, page, now), ...more] };
}

// Ranks lie further apart than any two dates.
function urgency(item, now) {
  return rank(item, now) * 1e15 + (moment(item.due)?.getTime() ?? 1e14);
}

function rank(item, now) {
  if (item.waiting_on === "client") return 0;
  if (isLate(item, now)) return 1;
  if (item.state === "unknown") return TROUBLES.includes(item.reason) ? 2 : 5;
  return RANKS[item.state];
}

function kindOf(item, now) {
  if (item.waiting_on === "client") return "client";
  if (isLate(item, now)) return "late";
  return item.state === "active" ? "ready" : "";
}

// "El servicio" carries the gender: a product's name does not tell its own.
function about(item, several, page, now) {
  // Billing's text has a group and a dash in it; the service's public name is the one that people say.
  const name = bdi(own(page.catalog.services, item.service)?.name || item.shown);
  const theirs = item.waiting_on === "client";
  if (item.state === "awaiting_payment") {
    return [theirs ? "Lo estamos esperando: falta el pago de su " : "Estamos acreditando el pago de su ", name, "."];
  }
  if (item.state === "awaiting_requirements") {
    if (!theirs) return ["Estamos revisando los requisitos de su ", name, "."];
    const whose = several ? [" para su ", name] : [];
    return ["Lo estamos esperando: falta ", ...actions(item, page.catalog), ...whose, "."];
  }
  if (item.state === "in_progress") return inProgress(item, name, page, now);
  if (item.state === "active") return ["El servicio ", name, " está activo: no le falta hacer nada."];
  if (item.state === "cancelled") return ["Se canceló su ", name, "."];
  if (item.state === "under_review") return ["Estamos revisando su ", name, "."];
  return unknown(item, name);
}

function inProgress(item, name, page, now) {
  if (item.waiting_on === "client") return ["Lo estamos esperando: falta que responda por su ", name, "."];
  const due = moment(item.due);
  if (!due) return ["Estamos preparando su ", name, "."];
  const trace = traceOf(item);
  const until = page.time.dueText(due, now, trace);
  if (isLate(item, now)) return ["Estamos con demora en su ", name, `: el plazo terminó el ${until}. Nos toca a nosotros.`];
  const earliest = moment(item.earliest);
  const when = earliest
    ? `entre el ${page.time.earliestText(earliest, now, trace)} y el ${until}`
    : `a más tardar el ${until}`;
  return ["Estamos preparando su ", name, `: el servicio estará listo ${when}.`];
}

function unknown(item, name) {
  if (item.reason === "suspended") return ["El servicio ", name, " está suspendido."];
  if (item.reason === "expired") return ["El servicio ", name, " está vencido."];
  if (item.reason === "payment_unclear") return ["No podemos confirmar el pago de su ", name, "."];
  if (item.reason === UNREPORTED) return ["No sabemos si ya están los requisitos de su ", name, ": revíselos abajo."];
  if (item.reason === "beyond_calendar") return ["Todavía no podemos calcular la fecha de su ", name, "."];
  return ["No podemos mostrar en qué etapa está su ", name, "."];
}

function actions(item, catalog) {
  const known = (Array.isArray(item.missing) ? item.missing : []).map((id) => own(catalog.requirements, id));
  const words = known.map((one) => one?.action).filter(Boolean);
  if (!words.length || words.length < known.length) return ["completar lo que figura abajo"];
  return words.flatMap((word, at) => [at === 0 ? "" : at === words.length - 1 ? " y " : ", ", bdi(word)]);
}
