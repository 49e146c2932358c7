// Warns that the page is old, by its own build moment: a schedule that stopped must not go unseen.
"use strict";

(() => {
  const HOUR = 3_600_000;
  const OLD_AFTER_HOURS = 24;

  function warn() {
    const generated = Date.parse(document.querySelector('meta[name="demoras-generado"]')?.content ?? "");
    const place = document.getElementById("edad-aviso");
    if (!place || Number.isNaN(generated)) return;
    const hours = Math.floor((Date.now() - generated) / HOUR);
    place.hidden = hours < OLD_AFTER_HOURS;
    if (place.hidden) return;
    const days = Math.floor(hours / 24);
    const { edad, dia, dias, consecuencia } = place.dataset;
    const age = (days === 1 ? dia : dias).replace("{figure}", days);
    const text = edad.replace("{age}", age).replace("{consequence}", consecuencia);
    if (place.textContent !== text) place.textContent = text;
  }

  warn();
  // A tab left open grows old too.
  setInterval(warn, HOUR);
  document.addEventListener("visibilitychange", warn);
})();
