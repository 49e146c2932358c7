// What a reader can do with the link itself in, the card that offers it out: copy it, or close the order.

import { button, el, icon, say } from "./nodos.js";

// `#` and the token; what a mailer appended is not copied on.
const LINK_END = 33;
const NOT_COPIED = "No se pudo copiar. Cópielo desde la barra de direcciones del navegador.";

/** Return the card; `close` wipes the page. */
export function linkCard(close) {
  const said = el("p", { class: "said", role: "status" });
  const copy = button("Copiar enlace", () => copyLink().then((words) => say(said, words)), "link");
  return el(
    "section",
    { class: "card own-link" },
    el("h2", null, icon("lock"), "Este enlace es privado"),
    el("p", null, "Quien lo tiene puede ver este pedido. Si usa un dispositivo compartido, cierre el pedido al terminar."),
    el("div", { class: "buttons" }, copy, button("Cerrar", close, "closed")),
    said,
  );
}

// The address is read at the click and goes nowhere but the clipboard: no node ever holds it.
async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.origin + location.pathname + location.hash.slice(0, LINK_END).toLowerCase());
    return "Enlace copiado.";
  } catch {
    return NOT_COPIED;
  }
}
