// What was last known of an item whose data are too old to be claimed, told as past.

import { traceOf } from "./cuenta.js";
import { own, strip } from "./nodos.js";
import { text, words } from "./textos.js";
import { moment } from "./tiempo.js";

/** Return the strip that takes the place of everything an item's card would claim of today. */
export function lastKnown(item, page) {
  return strip("last", "clock", text("last_known"), was(item, page));
}

/** Return the sentence that takes the place of the page's first one; nothing more of what is over has to be asked. */
export function nothingNewer(page) {
  const at = page.lastKnownAt;
  const told = at ? text("nothing_newer", { moment: page.time.exact(at, page.now()) }) : text("nothing_dated");
  return page.isOver ? told : text("ask_how_it_goes", { told });
}

function was(item, page) {
  const due = moment(item.due);
  const why = item.state === "unknown" ? own(words.reasons, item.reason) : null;
  if (item.state !== "in_progress" || !due) return why?.was || words.stages[item.state].was;
  return text("last_was_due", { due: page.time.dueText(due, page.now(), traceOf(item)) });
}
