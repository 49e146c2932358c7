// What can be looked through: every place of the site, and the services by themselves; each is read when first asked for.

import { once } from "./una_vez.js";

const ROOT = new URL("../", import.meta.url);
// Milliseconds after which what has not come is taken for lost.
const LATE = 10_000;

/** Give all places, with `find`, `near`, and `instead`: those to go on from where nothing is found. */
export const allPlaces = once(() => placesOf("search/search_index.json"));
/** Give the services, with `find`. */
export const allServices = once(() => placesOf("demoras/servicios.json"));

/** Return the address of a place. */
export function addressOf(place) {
  return new URL(place.at, ROOT).href;
}

async function placesOf(path) {
  const [{ finder }, known] = await inTime((signal) => Promise.all([import("./hallar.js"), fetched(path, signal)]));
  const instead = (known.instead ?? []).map((at) => known.places.find((place) => place.at === at));
  return { ...finder(known), places: known.places, instead };
}

async function fetched(path, signal) {
  const answer = await fetch(new URL(path, ROOT), { signal });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// What hangs is given up, so that it can be asked for anew.
async function inTime(ask) {
  const given = new AbortController();
  let timer;
  const late = new Promise((_, refuse) => (timer = setTimeout(refuse, LATE, new Error("late"))));
  try {
    return await Promise.race([ask(given.signal), late]);
  } finally {
    clearTimeout(timer);
    given.abort();
  }
}
