// What depends on the hour is told anew: whenever the page is looked at again, and each minute that it stands open.

const MINUTE = 60_000;

/** Call a function then; dates and hours are told to the minute, so nothing changes in between. */
export function keepUpToDate(tell) {
  const again = () => document.hidden || tell();
  document.addEventListener("visibilitychange", again);
  addEventListener("pageshow", ({ persisted }) => persisted && again());
  addEventListener("focus", again);
  wait();

  function wait() {
    setTimeout(() => {
      again();
      wait();
    }, MINUTE - (Date.now() % MINUTE));
  }
}
