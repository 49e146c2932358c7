// The search: a dialog that opens from its button, by "/", or by an address that says what to look for.

import { addressOf, allPlaces } from "./indice.js";

const SHOWN = 12;
const NEAR = 3;
// Milliseconds after which whoever waits is told so.
const SOON = 400;

/** Start the search: its dialog, and the button, the key and the address that open it. */
export function startSearch(dialog) {
  const opener = document.getElementById("buscar-abrir");
  const input = dialog.querySelector("input");
  const [status, list] = [dialog.querySelector('[role="status"]'), dialog.querySelector("ol")];
  let site = null;
  let best = null;
  // What the address named before the search was opened.
  let before = "";

  opener.hidden = false;
  opener.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialog.open) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", () => {
    share();
    if (site) answer();
    else read();
  });
  dialog.addEventListener("keydown", move);
  // Enter opens the best place.
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (document.activeElement !== input) return;
    event.preventDefault();
    best?.click();
  });
  // The address keeps what was looked for: Back from a place shows the others again.
  list.addEventListener("click", (event) => event.target.closest("a") && dialog.close("gone"));
  // Beside the dialog's own box there is only what lies behind it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "gone" && sharedText()) replaceHash(before);
    dialog.returnValue = "";
  });
  addEventListener("hashchange", openShared);
  addEventListener("pageshow", openShared);
  addEventListener("online", () => dialog.open && read());

  function openShared() {
    const shared = sharedText();
    if (!shared) return dialog.open && dialog.close();
    if (shared !== input.value.trim()) input.value = shared;
    open();
  }

  function open() {
    if (!dialog.open) {
      before = sharedText() ? "" : location.hash;
      dialog.showModal();
    }
    input.focus();
    input.select();
    share();
    read();
  }

  // Until the index has come, every letter asks for it again; what does not come is told at once.
  async function read() {
    const late = setTimeout(() => {
      if (!site && input.value.trim() && !list.firstElementChild) status.textContent = dialog.dataset.waiting;
    }, SOON);
    try {
      site = await allPlaces();
    } catch {
      status.textContent = dialog.dataset.unread;
      list.replaceChildren(...menu().map(row));
      return;
    } finally {
      clearTimeout(late);
    }
    answer();
  }

  function share() {
    const typed = input.value.trim();
    if (typed !== sharedText()) replaceHash(typed ? `#${new URLSearchParams({ buscar: typed })}` : before);
  }

  function answer() {
    const typed = input.value.trim();
    const asked = typed !== "" && site !== null;
    const found = asked ? site.find(typed) : [];
    const shown = asked && found.length === 0 ? [...site.near(typed).slice(0, NEAR), ...site.instead] : found.slice(0, SHOWN);
    list.replaceChildren(...shown.map(row));
    best = found.length > 0 ? list.querySelector("a") : null;
    status.textContent = asked ? count(found.length, typed) : "";
  }

  function count(many, typed) {
    const { none, instead, one, more } = dialog.dataset;
    if (many > 0) return many === 1 ? one : more.replace("{figure}", many);
    return [none.replace("{typed}", () => typed), ...(list.firstElementChild ? [instead] : [])].join(" ");
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...list.querySelectorAll("a")];
    event.preventDefault();
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  }
}

// After "#", what is looked for never leaves the browser.
function sharedText() {
  return (new URLSearchParams(location.hash.slice(1)).get("buscar") ?? "").trim();
}

function replaceHash(hash) {
  history.replaceState(history.state, "", location.pathname + location.search + hash);
}

// The site's own places, which need no index.
function menu() {
  return [...document.querySelectorAll(".lugares a")].map(({ href, textContent }) => ({ at: href, title: textContent }));
}

function row(place) {
  const link = made("a", [made("strong", place.title), ...(place.page ? [made("span", place.page)] : [])]);
  link.href = addressOf(place);
  const { pieces, isCut } = place.excerpt ?? { pieces: [] };
  const told = made("p", pieces.map(([text, isFound]) => (isFound ? made("mark", text) : text)));
  told.classList.toggle("buscar-corte", Boolean(isCut));
  return made("li", [link, ...(pieces.length > 0 ? [told] : [])]);
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function made(tag, content) {
  const element = document.createElement(tag);
  element.append(...[content].flat());
  return element;
}
