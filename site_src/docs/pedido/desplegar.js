// What is folded, unfolded for paper, which unfolds nothing, and folded again when it is printed.

/** Keep to that, and return what unfolds at once. */
export function unfoldForPaper(folds, before = () => {}) {
  const opened = [];
  function unfold() {
    before();
    for (const one of document.querySelectorAll(folds)) {
      if (one.open) continue;
      one.open = true;
      // The browser tells of the unfolding only when it is too late for the paper.
      one.dispatchEvent(new Event("toggle"));
      opened.push(one);
    }
  }
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", () => {
    for (const one of opened.splice(0)) one.open = false;
  });
  return unfold;
}
