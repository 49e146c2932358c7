// Where to go on from a form that found no service: what the whole site's search finds for it, and where one can ask.

import { addressOf, allPlaces } from "./indice.js";

const SHOWN = 3;

/** Return the list of links for what somebody typed; without the index, none. */
export async function waysOn(typed) {
  const site = await allPlaces().catch(() => null);
  if (!site) return [];
  const found = site.find(typed);
  const places = (found.length > 0 ? found : site.near(typed)).slice(0, SHOWN);
  const all = new Map([...places, ...site.instead].map((place) => [addressOf(place), place.title]));
  // Where one is already, one does not have to be led.
  all.delete(location.origin + location.pathname);
  return [listOf([...all])];
}

/** Return links, each an address and a text, as a list. */
export function listOf(links) {
  const list = document.createElement("ul");
  list.className = "seguir";
  for (const [href, textContent] of links) {
    list.append(document.createElement("li"));
    list.lastChild.append(Object.assign(document.createElement("a"), { href, textContent }));
  }
  return list;
}
