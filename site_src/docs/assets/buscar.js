// The search: a dialog that opens from its button or by "/", and reads its index when it is first opened.

/** Start the search: its dialog, and the button and key that open it. */
export function startSearch(dialog) {
  const opener = document.getElementById("buscar-abrir");
  const input = dialog.querySelector("input");
  const [status, list] = [dialog.querySelector('[role="status"]'), dialog.querySelector("ol")];
  const SHOWN = 12;
  // More than the two lines that the style shows of it.
  const EXCERPT = 300;
  let index = null;
  let best = null;

  opener.hidden = false;
  opener.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialog.open) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", answer);
  dialog.addEventListener("keydown", move);
  // What is typed goes nowhere: Enter opens the best place.
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (document.activeElement !== input) return;
    event.preventDefault();
    best?.click();
  });
  list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  // Beside the dialog's own box there is only what lies behind it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  async function open() {
    dialog.showModal();
    input.focus();
    input.select();
    try {
      index ??= await indexOf(dialog.dataset.index);
    } catch {
      status.textContent = dialog.dataset.unread;
      return;
    }
    answer();
  }

  function answer() {
    const typed = input.value.trim();
    const asked = typed !== "" && index !== null;
    const found = asked ? index.find(typed) : [];
    const shown = asked && found.length === 0 ? index.instead : found.slice(0, SHOWN);
    list.replaceChildren(...shown.map(row));
    best = found.length > 0 ? list.querySelector("a") : null;
    status.textContent = asked ? count(found.length, typed) : "";
  }

  function count(many, typed) {
    const { none, instead, one, more } = dialog.dataset;
    if (many > 0) return many === 1 ? one : more.replace("{figure}", many);
    return [none.replace("{typed}", () => typed), ...(index.instead.length > 0 ? [instead] : [])].join(" ");
  }

  function row({ at, title, page, text }) {
    const link = made("a", [made("strong", title), ...(page ? [made("span", page)] : [])]);
    link.href = new URL(at, new URL(`${dialog.dataset.root}/`, location.href));
    return made("li", [link, ...(text ? [made("p", text.slice(0, EXCERPT))] : [])]);
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...list.querySelectorAll("a")];
    event.preventDefault();
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  }
}

/** Return what finds the places of a text, and the places to go on from where there are none, by their names alone. */
async function indexOf(address) {
  const [{ finder }, answer] = await Promise.all([import("./hallar.js"), fetch(address)]);
  if (!answer.ok) throw new Error(answer.status);
  const known = await answer.json();
  const named = known.instead.map((at) => ({ ...known.places.find((place) => place.at === at), text: "" }));
  return { find: finder(known), instead: named };
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function made(tag, content) {
  const element = document.createElement(tag);
  element.append(...[content].flat());
  return element;
}
