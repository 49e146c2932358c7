// The page's own words, each under the code that asks for it.

export const STEPS = [
  { state: "awaiting_payment", name: "Pago" },
  { state: "awaiting_requirements", name: "Requisitos" },
  { state: "in_progress", name: "En preparación" },
  { state: "active", name: "Activo" },
];

export const BADGES = {
  cancelled: { name: "Cancelado", icon: "closed" },
  under_review: { name: "En revisión", icon: "search" },
  unknown: { name: "Etapa no disponible", icon: "question" },
};

export const SINCE = {
  cancelled: "Se canceló",
  under_review: "Esta etapa empezó",
};

export const CLIENT_MUST = {
  awaiting_payment: "pagar el pedido. Cuando el pago se acredite, seguimos nosotros.",
  awaiting_requirements: "completar lo que falta para que podamos empezar.",
  in_progress: "responder lo que le pedimos para que podamos seguir.",
};

export const COMPANY_MUST = {
  awaiting_payment: "estamos acreditando el pago.",
  awaiting_requirements: "estamos revisando los requisitos.",
  in_progress: "estamos preparando su servicio.",
  under_review: "estamos revisando el pedido.",
};

const ASK = "Escríbanos por un ticket, con su número de pedido, y le respondemos.";

/** Nothing says whether the client's requirements are met: the page lists them and what the date would be. */
export const UNREPORTED = "requirements_unreported";

export const REASONS = {
  unmapped: "Este producto no tiene una demora publicada.",
  unmapped_status: `El pedido está en una etapa interna que esta página no sabe mostrar. ${ASK}`,
  payment_unclear:
    "No podemos confirmar el pago: la factura falta, o figura anulada, unificada o reintegrada. " +
    `Revise sus facturas en el área de clientes. ${ASK}`,
  requirements_unreported:
    "El pago está en orden. El sistema de pedidos no nos informa si ya están completos los requisitos de abajo, " +
    "y el plazo empieza cuando lo están. Si le queda alguno por cumplir, complételo; " +
    "si ya los cumplió todos, avísenos por un ticket, con su número de pedido.",
  suspended:
    "El servicio está suspendido. Revise en el área de clientes si tiene facturas pendientes. " +
    "Si no las tiene, escríbanos por un ticket, con su número de pedido.",
  expired: "Está vencido. Si quiere conservarlo, pida la renovación desde el área de clientes o por un ticket.",
  unknown_status: `El sistema de pedidos informa un estado que esta página no conoce. ${ASK}`,
  beyond_calendar:
    "La fecha cae en un año cuyos feriados todavía no están cargados; por eso no la calculamos. " +
    "El plazo sigue siendo el mismo. Si necesita una fecha, consúltenos por un ticket.",
};
export const OTHER_REASON = `No podemos mostrar en qué etapa está. ${ASK}`;

export const CLOCK_STARTS = {
  payment_credited: "desde que se acredita el pago",
  requirements_met: "desde que están cumplidos los requisitos",
};

export const PAUSED = "El plazo está en pausa: sigue cuando se complete lo que falta.";

export const TICKETS = {
  open: { state: "Recibido, todavía sin respuesta" },
  customer_reply: { state: "Usted respondió", turn: "nos toca a nosotros" },
  answered: { state: "Respondido", turn: "le toca a usted" },
  on_hold: { state: "En espera" },
  in_progress: { state: "En curso" },
  closed: { state: "Cerrado" },
  other: { state: "En trámite" },
};

export const LATE_MEANING =
  "Hay demora cuando ya pasó la fecha máxima que muestra esta página y el servicio todavía no está activo. " +
  `Nos toca a nosotros. ${ASK}`;

export const SKIPPED = {
  holiday: "feriado",
  closure: "cierre",
  after_cut_off: "después del horario de corte",
  after_hours: "fuera del horario de atención",
  paused: "plazo en pausa",
};
