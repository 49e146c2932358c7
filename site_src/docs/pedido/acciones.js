// The card of the link itself: share, copy or show it, or close the order.

import { lettersOf } from "./abrir.js";
import { codeOf } from "./codigo.js";
import { button, el, icon, say } from "./nodos.js";
import { text } from "./textos.js";

/** Return the card; `close` wipes the page. */
export function linkCard(close) {
  const said = el("p", { class: "said", role: "status" });
  const tell = (words) => say(said, words);
  const place = el("div", { class: "code-place" });
  // Only where the system has a sheet of its own for it.
  const share = globalThis.navigator?.share && button(text("share_link"), () => shareLink().then(tell), "share");
  const copy = button(text("copy_link"), () => copyLink().then(tell), "link");
  return el(
    "section",
    { class: "card own-link" },
    el("h2", null, icon("lock"), text("own_link")),
    el("p", null, text("own_link_shows")),
    el("div", { class: "buttons" }, share, copy, codeButton(place, tell), button(text("close"), close, "closed")),
    said,
    place,
  );
}

// The address is read at the click, without what a mail put around the token, and goes nowhere but where the reader wants it: no node holds it as text.
function ownLink() {
  return `${location.origin}${location.pathname}#${lettersOf(location.hash)}`;
}

async function shareLink() {
  try {
    await navigator.share({ title: document.title, url: ownLink() });
    return "";
  } catch (error) {
    // Who closed the sheet again knows that nothing was shared.
    return error.name === "AbortError" ? "" : text("not_shared");
  }
}

function codeButton(place, tell) {
  const node = button(text("show_code"), async () => {
    tell("");
    try {
      place.replaceChildren(...(place.hasChildNodes() ? [] : [await codeOf(ownLink()), el("p", null, text("code_use"))]));
      // A telephone reads it whole or not at all.
      place.scrollIntoView({ block: "nearest" });
    } catch {
      tell(text("no_code"));
    }
    node.setAttribute("aria-expanded", place.hasChildNodes());
  }, "code");
  node.setAttribute("aria-expanded", "false");
  return node;
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(ownLink());
    return text("copied");
  } catch {
    return text("not_copied");
  }
}
