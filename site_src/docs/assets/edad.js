// The page's own build moment in; a visible warning out when it is old: a schedule that stopped must not go unseen.
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
    const age = days === 1 ? "un día" : `${days} días`;
    const text = `Esta página no se actualiza desde hace ${age}: ${place.dataset.consecuencia}.`;
    if (place.textContent !== text) place.textContent = text;
  }

  warn();
  // A tab left open grows old too.
  setInterval(warn, HOUR);
  document.addEventListener("visibilitychange", warn);
})();
