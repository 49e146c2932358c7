// What is folded, unfolded for paper, which unfolds nothing, and folded again when it is printed.

/** Unfold these at once; the browser tells of the unfolding only when it is too late for the paper. */
export function unfold(nodes) {
  for (const node of nodes) {
    node.open = true;
    node.dispatchEvent(new Event("toggle"));
    window.addEventListener("afterprint", () => (node.open = false), { once: true });
  }
}
