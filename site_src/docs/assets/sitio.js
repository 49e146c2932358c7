// Starts what a page has: its age, what it tells of today, its folds, its colours, the search, whether anybody is there, and the calculator, the home page's question or the filter of delays where there is one.

import { startOpenNow } from "./abierto.js";
import { startSearch } from "./buscar.js";
import { startCalculator } from "./calcular/formulario.js";
import { startQuestion } from "./consulta.js";
import { startFilter } from "./demoras.js";
import { watchAge } from "./edad.js";
import { keepFolds } from "./pliegues.js";
import { keepToday } from "./por_dia.js";
import { unfold } from "../pedido/desplegar.js";

// A «#» that came spelt out, as some programs of mail send it, is of no page: what follows was a place of one, or an
// order's link. That page is opened as it was meant; this one sends no referrer.
const [before, ...after] = location.pathname.split(/%(?:25)*23/i);
if (after.length > 0) {
  const meant = new URL(location.href);
  Object.assign(meant, { pathname: before, hash: after.join("").replace(/\/$/, "") });
  location.replace(meant);
}

const PARTS = { abierto: startOpenNow, buscar: startSearch, calcular: startCalculator, consulta: startQuestion, "demoras-filtro": startFilter };

watchAge();
keepToday(document.querySelectorAll("[data-desde], [data-hasta]"));
keepFolds([...document.querySelectorAll("details.cuenta[id]")]);
// What a style unfolds for paper, older browsers leave folded.
window.addEventListener("beforeprint", () => unfold(document.querySelectorAll("details.impreso:not([open])")));
for (const [id, start] of Object.entries(PARTS)) {
  const place = document.getElementById(id);
  if (place) start(place);
}

const colours = document.getElementById("colores");
if (colours) {
  const isDark = () => document.documentElement.dataset.mdColorScheme === "slate";
  const name = () => colours.setAttribute("aria-label", isDark() ? colours.dataset.light : colours.dataset.dark);
  colours.addEventListener("click", () => {
    const chosen = isDark() ? "claro" : "oscuro";
    // Who keeps nothing between pages has it for this one.
    try {
      localStorage.setItem("colores", chosen);
    } catch {}
    document.documentElement.dataset.mdColorScheme = chosen === "oscuro" ? "slate" : "default";
    name();
  });
  new MutationObserver(name).observe(document.documentElement, { attributeFilter: ["data-md-color-scheme"] });
  name();
  colours.hidden = false;
}
