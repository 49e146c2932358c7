// The staff's pages in; today's dates in every reply, the week, copy buttons and the filter, kept fresh, out.

import { fetchedOnce, nowSeconds, OUTDATED, UNREACHABLE } from "./calcular/fuente.js";
import { enableCopying } from "./interno/copiar.js";
import { enableFilter } from "./interno/filtro.js";
import { fillReplies, tellWithoutDates } from "./interno/respuestas.js";
import { drawNow, drawWeeks } from "./interno/semana.js";

const FEED = new URL("../calendario.json", import.meta.url);
const MINUTE = 60_000;

const calendar = fetchedOnce(FEED);
let known = null;

enableFilter();
// A date worked out before lunch may be wrong after it: what is copied is counted at that very moment.
enableCopying(() => known && fill(nowSeconds()));
refresh();
setInterval(refresh, MINUTE);
document.addEventListener("visibilitychange", refresh);

function fill(now) {
  try {
    fillReplies(known, now);
  } catch {
    tellWithoutDates(OUTDATED);
  }
}

async function refresh() {
  try {
    known = await calendar();
  } catch {
    tellWithoutDates(`${UNREACHABLE} Las respuestas van sin fecha; revise su conexión.`);
    return;
  }
  const now = nowSeconds();
  fill(now);
  drawNow(known, now);
  drawWeeks(known, now);
}
