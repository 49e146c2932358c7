// What the tab's history keeps of the orders that were opened in it one after the other, and its wiping.

const LONGEST_WAIT = 5000;

let current = -1;
let wiping = false;

/** Number the history's present entry, as far as this page goes back; return whether its order is to be shown. */
export function noteEntry() {
  if (wiping) return false;
  const known = history.state?.entry;
  if (Number.isInteger(known)) {
    // Nothing is written anew: a change of the entry could pass for the arrival of a step that is still under way.
    current = known;
  } else {
    current += 1;
    history.replaceState({ entry: current }, "");
  }
  return true;
}

/** Take every link of this page out of the history. */
export async function wipeEntries() {
  const back = current;
  history.replaceState({ entry: current }, "", location.pathname);
  wiping = true;
  if (back > 0) await wentBack(back);
  history.replaceState({ entry: 0 }, "", location.pathname);
  // What is added drops whatever stood after it.
  history.pushState({ entry: 1 }, "", location.pathname);
  current = 1;
  // The step's own `hashchange` comes after its `popstate`.
  setTimeout(() => (wiping = false));
}

function wentBack(entries) {
  return new Promise((resolve) => {
    window.addEventListener("popstate", resolve, { once: true });
    setTimeout(resolve, LONGEST_WAIT);
    history.go(-entries);
  });
}
