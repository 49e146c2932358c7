// The page that says why there is no order to show, and what to do.

import { button, el, icon } from "./nodos.js";
import { text, words } from "./textos.js";

/** What each failure has besides its words: a drawing, and whether trying again may help. */
const FAILURES = {
  linkless: { drawing: "link" },
  incomplete: {},
  missing: { again: true },
  offline: { again: true, drawing: "offline" },
  unreachable: { again: true },
  unreadable: { again: true },
  insecure: {},
  framed: {},
  closed: { drawing: "lock" },
};

/** Return the nodes that say why nothing is shown; `kind` is a Failure's, or "closed". */
export function messageNodes(kind, retry) {
  const { again, drawing = "alert" } = FAILURES[kind];
  const { title, text: told } = words.failures[kind];
  const press = again ? button(text("retry"), retry) : null;
  const heading = el("h1", { tabindex: "-1" }, title);
  return [el("div", { class: `card message message-${kind}` }, icon(drawing), heading, el("p", null, told), press)];
}

/** Return the nodes shown while the order is on its way. */
export function loadingNodes() {
  return [el("p", { class: "loading" }, text("opening"))];
}

/** Return what a document without words can still say: its own title, and a button that loads it anew. */
export function wordlessNodes() {
  const heading = el("h1", { tabindex: "-1" }, document.title);
  return [el("div", { class: "card message" }, icon("alert"), heading, button("↻", () => location.reload()))];
}
