// The calendar, read from the site once, and which of a page's promises holds on a date.

import { once } from "../una_vez.js";
import { readCalendar } from "./calendario.js";

const FEED = new URL("../../calendario.json", import.meta.url);

/** Give the calendar, asking the site once. */
export const siteCalendar = once(async () => {
  const response = await fetch(FEED);
  if (!response.ok) throw new Error(`calendario.json: ${response.status}`);
  return readCalendar(await response.json());
});

/** Return the promise of a clock that starts on a local date: a notice's where one holds, else the service's own. */
export function promiseOn(date, promises) {
  return promises.find(({ from, until }) => !from || (from <= date && date <= until));
}

/** Return the reader's own clock in whole UTC seconds. */
export function nowSeconds() {
  return Math.floor(Date.now() / 1000);
}
