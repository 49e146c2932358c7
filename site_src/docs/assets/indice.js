// What can be looked through: every place of the site, and the services by themselves; each is read when first asked for.

import { once } from "./una_vez.js";

const ROOT = new URL("../", import.meta.url);

/** Give all places, with `find`, `near`, and `instead`: those to go on from where nothing is found. */
export const allPlaces = once(() => placesOf("search/search_index.json"));
/** Give the services, with `find`. */
export const allServices = once(() => placesOf("demoras/servicios.json"));

/** Return the address of a place. */
export function addressOf(place) {
  return new URL(place.at, ROOT).href;
}

async function placesOf(path) {
  const [{ finder }, answer] = await Promise.all([import("./hallar.js"), fetch(new URL(path, ROOT))]);
  if (!answer.ok) throw new Error(answer.status);
  const known = await answer.json();
  const instead = (known.instead ?? []).map((at) => known.places.find((place) => place.at === at));
  return { ...finder(known), places: known.places, instead };
}
