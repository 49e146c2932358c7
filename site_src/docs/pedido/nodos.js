// DOM nodes of text and shapes: never of markup, so nothing a client typed can become an element.

const SVG = "http://www.w3.org/2000/svg";
const LONGEST_TEXT = 300;
const LONGEST_PROSE = 2000;

// Strokes on a 24 × 24 grid.
const STROKES = {
  done: ["M5 12.5l4.5 4.5L19 7.5"],
  now: ["M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6z"],
  next: [],
  refresh: ["M19 12a7 7 0 1 1-2-4.9", "M19.5 3.5v4.5H15"],
  clock: ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z", "M12 7v5l3.5 2"],
  alert: ["M12 3.5L22 20.5H2z", "M12 10v4.5", "M12 17.5v.1"],
  person: ["M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z", "M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"],
  tools: [
    "M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z",
    "M12 3v3M12 18v3M3 12h3M18 12h3",
    "M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1",
  ],
  closed: ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z", "M8.5 8.5l7 7M15.5 8.5l-7 7"],
  search: ["M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "M15.5 15.5L21 21"],
  question: [
    "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z",
    "M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7",
    "M12 16.6v.1",
  ],
  ticket: ["M4 5h16v11H10l-4.5 4v-4H4z", "M8 9h8M8 12h5"],
  arrow: ["M5 12h14", "M13 6l6 6l-6 6"],
  calendar: ["M4 6h16v14H4z", "M4 10.5h16", "M8.5 3v4M15.5 3v4"],
  link: ["M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2", "M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"],
  lock: ["M6 11h12v9.5H6z", "M8.5 11V7.5a3.5 3.5 0 0 1 7 0V11"],
  share: ["M12 15V4", "M8 7.5l4-4l4 4", "M6 11.5v8.5h12v-8.5"],
  code: ["M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4z", "M14 14h3v3M20 14v6h-5"],
  offline: ["M4 4l16 16", "M8.6 13.2a5 5 0 0 1 6.8 0", "M5 9.6a10 10 0 0 1 4-2.3M13 6.6a10 10 0 0 1 6 3", "M12 17.5v.1"],
};

/** Return an element; what is null or false is left out, text is a text node. */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return text that came from outside, cleaned and kept from turning the direction of what surrounds it. */
export function bdi(text) {
  return el("bdi", null, clean(text));
}

/** Return the company's own words: as clean as any other text, but long enough for a paragraph. */
export function prose(text) {
  return el("bdi", null, clean(text, LONGEST_PROSE));
}

/** Return text in NFC without control, zero-width and bidi-control characters, capped. */
export function clean(text, longest = LONGEST_TEXT) {
  if (typeof text !== "string") return "";
  const plain = text
    .normalize("NFC")
    .replace(/[\t\n\r\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/gu, "")
    .trim();
  const letters = Array.from(plain);
  return letters.length <= longest ? plain : `${letters.slice(0, longest - 1).join("")}…`;
}

/** Return a drawing that only repeats what the text beside it says. */
export function icon(name) {
  const hidden = { "aria-hidden": "true", focusable: "false" };
  return drawing({ viewBox: "0 0 24 24", class: `icon icon-${name}`, ...hidden }, STROKES[name]);
}

/** Return a drawing of some paths. */
export function drawing(attributes, strokes) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const stroke of strokes) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", stroke);
    svg.append(path);
  }
  return svg;
}

/** Return a line that stands out: a drawing, a few strong words and the rest, where there is any. */
export function strip(kind, drawing, strong, rest) {
  const words = el("span", null, el("strong", null, strong), rest && " ", rest);
  return el("p", { class: `turn ${kind}` }, icon(drawing), words);
}

/** Return a button that does one thing. */
export function button(words, press, drawing = null) {
  const node = el("button", { type: "button" }, drawing && icon(drawing), words);
  node.addEventListener("click", press);
  return node;
}

/** Return a link out of the page, or null for any address that is not https. */
export function outLink(address, words) {
  if (typeof address !== "string" || !/^https:\/\//.test(address)) return null;
  return el("a", { href: address, rel: "noreferrer noopener" }, words);
}

/** Put words in a node, and leave it alone where they already stand. */
export function say(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/** Return what a table itself holds under a key; null for anything else, inherited names included. */
export function own(table, key) {
  return typeof key === "string" && table && Object.hasOwn(table, key) ? table[key] : null;
}

/** Return a list, or an empty one for anything else. */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** Return text only for those who listen to the page. */
export function spoken(text) {
  return el("span", { class: "spoken" }, text);
}
