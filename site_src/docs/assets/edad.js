// Warns that the page is old, by its own build moment: a schedule that stopped must not go unseen.

import { keepUpToDate } from "./al_dia.js";

const HOUR = 3_600_000;
const OLD_AFTER_HOURS = 24;
// Clocks of phones run some minutes ahead or behind.
const CLOCK_TOLERANCE = HOUR / 6;

/** Say it now, and again while the page stands open. */
export function watchAge() {
  warn();
  // A tab left open grows old too.
  keepUpToDate(warn);
}

function warn() {
  const place = document.getElementById("edad-aviso");
  if (!place) return;
  const generated = Date.parse(document.querySelector('meta[name="demoras-generado"]')?.content ?? "");
  const text = warning(Date.now() - generated, place.dataset);
  place.hidden = text === "";
  if (place.textContent !== text) place.textContent = text;
}

// An age that nobody can tell, or of a moment to come, is as good as an old one.
function warning(passed, { edad, dia, dias, desconocida, consecuencia }) {
  if (Number.isNaN(passed) || passed < -CLOCK_TOLERANCE) return (desconocida ?? "").replace("{consequence}", consecuencia);
  const hours = Math.floor(passed / HOUR);
  if (hours < OLD_AFTER_HOURS) return "";
  const days = Math.floor(hours / 24);
  const age = (days === 1 ? dia : dias).replace("{figure}", days);
  return edad.replace("{age}", age).replace("{consequence}", consecuencia);
}
