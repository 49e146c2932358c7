// What happened to a promise after it was given in, the words that say so out: pauses, and a notice that replaced it.

import { bdi, el, own, prose, strip } from "./nodos.js";
import { PAUSED } from "./textos.js";

/** Return the pauses of an item that can be read. */
function pausesOf(item) {
  return Array.isArray(item.pauses) ? item.pauses.filter((pause) => pause?.begin) : [];
}

/** Return a strip that says the clock stands still and since when, or null where it runs. */
export function pausedNow(item, page) {
  const last = pausesOf(item).at(-1);
  if (!last || last.end) return null;
  const since = page.time.known(last.begin, page.now());
  return strip("paused", "clock", PAUSED, since ? ` La pausa empezó ${since}.` : "");
}

/** Return a row per pause that ended, for the list of facts. */
export function pauseRows(item, page) {
  return pausesOf(item)
    .filter((pause) => pause.end)
    .map((pause) => {
      const [begin, end] = [pause.begin, pause.end].map((when) => page.time.known(when, page.now()));
      return ["Pausa", begin && end && `empezó ${begin} y terminó ${end}; esos días no cuentan`];
    });
}

/** Return the row that shows the promise a notice replaced, and why. */
export function changeRow(item, page) {
  const change = item.change;
  if (!change?.before) return ["", null];
  const notice = own(page.catalog.notices, change.notice);
  const why = notice ? [" Aviso: ", bdi(notice.title), ". ", prose(notice.reason)] : [];
  return ["Plazo anterior", el("span", null, bdi(change.before), ", que un aviso reemplazó.", why)];
}
