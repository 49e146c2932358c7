// Starts what a page has: each part is fetched only where there is one.

const PARTS = { buscar: "./buscar.js", calcular: "./calcular/formulario.js", consulta: "./consulta.js" };

for (const [id, script] of Object.entries(PARTS)) {
  const place = document.getElementById(id);
  if (place) import(script).then(({ start }) => start(place));
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
