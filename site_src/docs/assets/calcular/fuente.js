// The calendar, read from the site once, and which of a page's promises holds on a date.

import { readCalendar } from "./calendario.js";

/** Return what gives the calendar, asking the site once; only after a failure does it ask again. */
export function fetchedOnce(feed) {
  let asked = null;
  return () => {
    asked ??= fetch(feed).then(async (response) => {
      if (!response.ok) throw new Error(`calendario.json: ${response.status}`);
      return readCalendar(await response.json());
    });
    asked.catch(() => (asked = null));
    return asked;
  };
}

/** Return the promise of a clock that starts on a local date: a notice's where one holds, else the service's own. */
export function promiseOn(date, promises) {
  return promises.find(({ from, until }) => !from || (from <= date && date <= until));
}

/** Return the reader's own clock in whole UTC seconds. */
export function nowSeconds() {
  return Math.floor(Date.now() / 1000);
}
