// What was last known of an item whose data are too old to be claimed, told as past.

import { traceOf } from "./cuenta.js";
import { strip } from "./nodos.js";
import { text, words } from "./textos.js";
import { moment } from "./tiempo.js";

/** Return the strip that takes the place of everything an item's card would claim of today. */
export function lastKnown(item, page) {
  return strip("last", "clock", text("last_known_is", { title: lastKnownTitle(page) }), was(item, page));
}

/** Return the sentence that takes the place of the page's first one. */
export function nothingNewer(page) {
  if (!page.lastKnownAt) return text("nothing_dated");
  return text("nothing_newer", { moment: page.time.plain(page.lastKnownAt, page.now()) });
}

/** Return what heads anything that may have changed since it was last read. */
export function lastKnownTitle(page) {
  if (!page.lastKnownAt) return text("last_known_undated");
  return text("last_known", { moment: page.time.plain(page.lastKnownAt, page.now()) });
}

function was(item, page) {
  const due = moment(item.due);
  if (item.state !== "in_progress" || !due) return words.stages[item.state].was;
  return text("last_was_due", { due: page.time.dueText(due, page.now(), traceOf(item)) });
}
