// The words of the page, carried by the document itself: no request can fail to bring them.

/** All of them, by part and code; null in a document that was kept from before it carried any. */
export const words = carried();

/** Return a sentence of the page with its slots filled by text; of two forms, the one that its `figure` asks for. */
export function text(key, slots = {}) {
  return filled(formOf(key, slots), slots);
}

/** Return the same in pieces, for slots that are filled by nodes. */
export function pieces(key, slots) {
  return cut(formOf(key, slots), slots);
}

/** Return any sentence with its slots filled by text. */
export function filled(template, slots) {
  return cut(template, slots).join("");
}

/** Return any sentence in pieces, its slots filled by text or nodes. */
export function cut(template, slots) {
  return template.split(/\{(\w+)\}/).map((piece, at) => (at % 2 ? slots[piece] : piece));
}

function formOf(key, { figure }) {
  const found = words.order_page[key];
  if (typeof found === "string") return found;
  return figure === 1 ? found.one : found.more;
}

function carried() {
  try {
    return JSON.parse(document.getElementById("textos").textContent);
  } catch {
    return null;
  }
}
