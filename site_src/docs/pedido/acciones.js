// The card of the link itself: copy it, or close the order.

import { button, el, icon, say } from "./nodos.js";
import { text } from "./textos.js";

// `#` and the token; what a mailer appended is not copied on.
const LINK_END = 33;

/** Return the card; `close` wipes the page. */
export function linkCard(close) {
  const said = el("p", { class: "said", role: "status" });
  const copy = button(text("copy_link"), () => copyLink().then((words) => say(said, words)), "link");
  return el(
    "section",
    { class: "card own-link" },
    el("h2", null, icon("lock"), text("own_link")),
    el("p", null, text("own_link_shows")),
    el("div", { class: "buttons" }, copy, button(text("close"), close, "closed")),
    said,
  );
}

// The address is read at the click and goes nowhere but the clipboard: no node ever holds it.
async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.origin + location.pathname + location.hash.slice(0, LINK_END).toLowerCase());
    return text("copied");
  } catch {
    return text("not_copied");
  }
}
