// What folds has an address, and stays as it was left: where one reloads, goes back, or opens a link to it.

/** Keep these folds, each with an id: the address names the last one opened, the tab's entry all of them. */
export function keepFolds(folds) {
  for (const fold of folds) {
    // Not by what the browser tells of any unfolding: what is unfolded for paper was nobody's choice.
    fold.addEventListener("click", ({ target }) => target.closest("summary")?.parentElement === fold && keep(fold));
  }
  addEventListener("hashchange", read);
  read();

  function read() {
    const open = history.state?.open ?? [];
    for (const fold of folds) if (open.includes(fold.id)) fold.open = true;
    const place = namedPlace();
    // Older browsers go to what is folded, and leave it so.
    for (let at = place?.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    if (place?.closest("details")) place.scrollIntoView();
  }

  function keep(fold) {
    // It is as it was before the click still.
    const open = folds.filter((one) => one.open !== (one === fold)).map(({ id }) => id);
    const last = fold.open ? "" : `#${fold.id}`;
    const hash = last || (namedPlace() === fold ? "" : location.hash);
    history.replaceState({ ...history.state, open }, "", location.pathname + location.search + hash);
  }
}

/** Return the element of the page that its address names, or null. */
export function namedPlace() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // A sign of percent may stand for nothing.
    return null;
  }
}
