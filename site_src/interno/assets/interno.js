// The staff's pages, kept fresh: today's dates in every reply, the week, copy buttons and the filter.

import { keepUpToDate } from "./al_dia.js";
import { nowSeconds, siteCalendar } from "./calcular/fuente.js";
import { enableCopying } from "./interno/copiar.js";
import { enableFilter } from "./interno/filtro.js";
import { fillReplies, tellWithoutDates } from "./interno/respuestas.js";
import { drawNow, drawWeeks } from "./interno/semana.js";

const place = document.querySelector("[data-words]");
if (place) start(JSON.parse(place.dataset.words));

function start(words) {
  let known = null;

  enableFilter(words);
  // A date worked out before lunch may be wrong after it: what is copied is counted at that very moment.
  enableCopying(() => known && fill(nowSeconds()), words);
  refresh();
  keepUpToDate(refresh);

  // A page and a calendar of different versions: neither knows how the other counts.
  function fill(now) {
    try {
      fillReplies(known, now, words);
    } catch {
      tellWithoutDates(words.staff.outdated);
    }
  }

  async function refresh() {
    try {
      known = await siteCalendar();
    } catch {
      tellWithoutDates(words.staff.unread);
      return;
    }
    const now = nowSeconds();
    fill(now);
    drawNow(known, now, words);
    drawWeeks(known, now, words);
  }
}
