// The page that says why there is no order to show, and what to do.

import { button, el, icon } from "./nodos.js";
import { text, words } from "./textos.js";

/** What each failure has besides its words: a drawing, whether trying again may help, and whether to write to the company, or only to lead on. */
const FAILURES = {
  linkless: { drawing: "link", ask: true },
  incomplete: { ask: true },
  missing: { again: true, ask: true },
  offline: { again: true, drawing: "offline" },
  unreachable: { again: true, ask: true },
  faulty: { again: true, ask: true },
  unreadable: { again: true, ask: true },
  insecure: { ask: true },
  framed: { onward: true },
  closed: { drawing: "lock" },
};

/** Return the nodes that say why nothing is shown; `kind` is a Failure's, or "closed". */
export function messageNodes(kind, retry) {
  const { again, ask, onward, drawing = "alert" } = FAILURES[kind];
  const { title, text: told } = words.failures[kind];
  const press = again ? button(text("retry"), retry) : null;
  const heading = el("h1", { tabindex: "-1" }, title);
  // The document's own: without an order there is no wording of the company's. What is written there names no link either.
  const ways = ask && words.ways.map(([name, href]) => el("a", { href, rel: "noreferrer noopener" }, name));
  // Out of the page around, whose frame this is.
  const on = onward && words.onward.map(([name, href]) => el("a", { href, target: "_top" }, name));
  const does = (press || ways || on) && el("div", { class: "asks" }, press, ways, on);
  return [el("div", { class: `card message message-${kind}` }, icon(drawing), heading, el("p", null, told), does)];
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
