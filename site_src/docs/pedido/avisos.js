// The notices that hold today and touch an item: each is told once on the page.

import { isOver } from "./frase.js";
import { bdi, list, own, prose, strip } from "./nodos.js";
import { waitsForPromise } from "./plazo.js";
import { pieces } from "./textos.js";

/** Return a strip for each notice about an item that no card before it told; what is over has none. */
export function noticesOf(item, page) {
  return list(page.catalog.notices_now).filter((held) => touches(held, item)).map((held) => noticeStrip(held, page));
}

// A delay is of those whose clock starts in its dates; who got its promise reads of it among the facts.
function touches({ services, is_delay: isDelay }, item) {
  return (isDelay ? waitsForPromise(item) : !isOver(item)) && list(services).includes(item.service);
}

function noticeStrip({ notice: id, dates }, page) {
  const notice = own(page.catalog.notices, id);
  if (!notice || page.told.has(id)) return null;
  page.told.add(id);
  const about = pieces("notice_told", { dates: bdi(dates), reason: prose(notice.reason) });
  return strip("notice", "alert", pieces("notice", { title: bdi(notice.title) }), about);
}
