// What happened to a promise after it was given: pauses, and a notice that replaced it.

import { bdi, el, list, own, prose, strip } from "./nodos.js";
import { pieces, text } from "./textos.js";

/** Return the pauses of an item that can be read. */
function pausesOf(item) {
  return list(item.pauses).filter((pause) => pause?.begin);
}

/** Return a strip that says the clock stands still and since when, or null where it runs. */
export function pausedNow(item, page) {
  const last = pausesOf(item).at(-1);
  if (!last || last.end) return null;
  const [when, since] = [last.begin, item.since].map((one) => page.time.known(one, page.now()));
  // Where the stage began with it, the line of stages tells when.
  const isTold = item.state === "awaiting_requirements" && when === since;
  return strip("paused", "clock", text("paused"), !isTold && when && text("paused_since", { when }));
}

/** Return a row per pause that ended, for the list of facts. */
export function pauseRows(item, page) {
  return pausesOf(item)
    .filter((pause) => pause.end)
    .map((pause) => {
      const [begin, end] = [pause.begin, pause.end].map((when) => page.time.known(when, page.now()));
      return [text("pause"), begin && end && text("pause_was", { begin, end })];
    });
}

/** Return the row that shows the promise a notice replaced, and why. */
export function changeRow(item, page) {
  const change = item.change;
  if (!change?.before) return ["", null];
  const notice = own(page.catalog.notices, change.notice);
  const why = notice ? pieces("replaced_why", { title: bdi(notice.title), reason: prose(notice.reason) }) : [];
  return [text("promise_before"), el("span", null, pieces("replaced", { promise: bdi(change.before) }), why.length ? " " : "", why)];
}
