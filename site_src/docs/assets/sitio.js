// Starts what a page has: each part is fetched only where there is one.

const PARTS = { buscar: "./buscar.js", calcular: "./calcular/formulario.js", consulta: "./consulta.js" };

for (const [id, script] of Object.entries(PARTS)) {
  const place = document.getElementById(id);
  if (place) import(script).then(({ start }) => start(place));
}
