// The filter of services by their names: it shows those that hold every word that somebody types.

import { filled } from "../calcular/palabras.js";

/** Show the filter, which does nothing without this script. */
export function enableFilter({ staff }) {
  const place = document.querySelector(".filtro");
  if (!place) return;
  const [input, status] = [place.querySelector("input"), place.querySelector('[role="status"]')];
  place.hidden = false;
  input.addEventListener("input", () => {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    const left = [...document.querySelectorAll(".grupo")].reduce((sum, group) => sum + filterGroup(group, words), 0);
    status.textContent = words.length ? foundWords(left, staff) : "";
  });
}

function foundWords(left, { found, none_found: none }) {
  if (!left) return none;
  return filled(left === 1 ? found.one : found.more, { figure: left });
}

function filterGroup(group, words) {
  const title = folded(group.querySelector("h2").textContent);
  const cards = [...group.querySelectorAll(".tarjeta")];
  for (const card of cards) {
    const text = `${title} ${folded(card.querySelector("h3").textContent)}`;
    card.hidden = !words.every((word) => text.includes(word));
  }
  const left = cards.filter((card) => !card.hidden).length;
  group.hidden = !left;
  return left;
}

// «diseno» finds «Diseño»: nobody types accents in a hurry.
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
