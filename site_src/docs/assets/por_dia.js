// What is told of some days alone is shown on those: by the reader's clock, on the company's day. Without the calendar
// what the build showed stays, which says its dates.

import { keepUpToDate } from "./al_dia.js";
import { nowSeconds, siteCalendar } from "./calcular/fuente.js";
import { wallParts } from "./calcular/palabras.js";

/** Show of these elements, each with its first or last day or both, those that are of today; and again as days pass. */
export function keepToday(dated) {
  if (dated.length === 0) return;
  tell();
  keepUpToDate(tell);

  function tell() {
    siteCalendar().then((known) => show(wallParts(nowSeconds(), known)[0]), () => undefined);
  }

  function show(today) {
    for (const one of dated) {
      const { desde, hasta } = one.dataset;
      one.hidden = (desde && today < desde) || (hasta && hasta < today);
    }
  }
}
