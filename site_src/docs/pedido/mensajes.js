// Why there is no order to show in, the page that says so, and what to do, out.

import { button, el, icon } from "./nodos.js";

const ASK_FOR_ANOTHER = "pídanos un enlace nuevo por un ticket.";

const MESSAGES = {
  linkless: {
    title: "Cada pedido tiene su propio enlace",
    text:
      "Está en el correo con que le confirmamos el pedido y, en el área de clientes, junto al pedido o al servicio. " +
      `Ábralo desde ahí; si no lo encuentra, ${ASK_FOR_ANOTHER}`,
    icon: "link",
  },
  incomplete: {
    title: "El enlace está incompleto",
    text: "Le faltan o le sobran caracteres. Cópielo entero desde el mensaje en que lo recibió y ábralo otra vez.",
  },
  missing: {
    title: "No hay una página con este enlace",
    text:
      "Puede que el enlace se haya reemplazado por otro, que haya vencido o que tenga un carácter cambiado. " +
      `Si acaba de hacer el pedido, vuelva a intentar en unos minutos; si no, ${ASK_FOR_ANOTHER}`,
    again: true,
  },
  offline: {
    title: "No hay conexión a internet",
    text: "Su dispositivo no está conectado. Cuando vuelva a estarlo, vuelva a intentar; el enlace sigue siendo el mismo.",
    again: true,
    icon: "offline",
  },
  unreachable: {
    title: "No pudimos llegar al sitio",
    text: "El sitio no respondió a tiempo. Revise su conexión a internet y vuelva a intentar en unos minutos.",
    again: true,
  },
  unreadable: {
    title: "No pudimos abrir su pedido",
    text:
      "Lo que recibimos está dañado o no se puede abrir con este enlace. " +
      `Vuelva a intentar en unos minutos; si sigue igual, ${ASK_FOR_ANOTHER}`,
    again: true,
  },
  insecure: {
    title: "Este navegador no puede abrir el pedido",
    text: "Hace falta una conexión segura. Abra el enlace con https:// al comienzo, o use un navegador actualizado.",
  },
  framed: {
    title: "Esta página no se muestra dentro de otra",
    text: "Abra su enlace directamente en el navegador.",
  },
  closed: {
    title: "Cerró su pedido",
    text:
      "En esta página ya no queda nada de él. El historial del navegador puede guardar el enlace: " +
      "si el dispositivo no es suyo, bórrelo también de ahí. Para volver a verlo, abra otra vez su enlace.",
    icon: "lock",
  },
};

/** Return the nodes that say why nothing is shown; `kind` is a Failure's, or "closed". */
export function messageNodes(kind, retry) {
  const { title, text, again, icon: drawing } = MESSAGES[kind];
  const press = again ? button("Volver a intentar", retry) : null;
  const heading = el("h1", { tabindex: "-1" }, title);
  return [
    el("div", { class: `card message message-${kind}` }, icon(drawing ?? "alert"), heading, el("p", null, text), press),
  ];
}

/** Return the nodes shown while the order is on its way. */
export function loadingNodes() {
  return [el("p", { class: "loading" }, icon("clock"), "Abriendo su pedido…")];
}
