// The home page's question: a service, picked or typed, and its promise with the date if one paid now; and who is there now.

import { whoIsThere } from "./abierto.js";
import { count } from "./calcular/contar.js";
import { fetchedOnce, nowSeconds, promiseOn } from "./calcular/fuente.js";
import { wallParts } from "./calcular/palabras.js";
import { answerWords, el } from "./calcular/respuesta.js";

const FEED = new URL("../calendario.json", import.meta.url);
const SERVICES = new URL("../demoras/servicios.json", import.meta.url);

/** Start the question inside a section. */
export function startQuestion(root) {
  const words = JSON.parse(root.dataset.words);
  const calendar = fetchedOnce(FEED);
  const [input, list] = [root.querySelector("input"), root.querySelector("ul")];
  const [now, answer] = [root.querySelector(".consulta-ahora"), root.querySelector(".consulta-respuesta")];
  let services = null;
  let asked = 0;

  calendar().then((known) => (now.textContent = whoIsThere(known, words)), () => undefined);
  for (const event of ["focus", "input", "click"]) input.addEventListener(event, offer);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", close);
  // Before the box loses the focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest("li") && choose(event.target.closest("li")));
  // Who came to the box before this script did, and what they typed there; a value that a browser restored opens nothing.
  if (document.activeElement === input) offer({ type: input.value ? "input" : "focus" });

  async function offer({ type, entered }) {
    const mine = ++asked;
    services ??= servicesOf(SERVICES);
    let known;
    try {
      known = await services;
    } catch {
      services = null;
      answer.replaceChildren(words.calculator.unread);
      return;
    }
    // Meanwhile the box was left, or something else was typed.
    if (mine !== asked) return;
    // Clicking into a box with a chosen service offers all of them again.
    const typed = type === "input" ? input.value.trim() : "";
    const found = typed ? known.find(typed) : known.all;
    list.replaceChildren(...found.map((one, at) => Object.assign(option(one), { id: `consulta-${at}` })));
    mark(typed ? list.firstElementChild : null);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (type === "input") answer.replaceChildren(...(found.length ? [] : [words.home.none]));
    if (entered && found.length) choose(list.firstElementChild);
  }

  function key(event) {
    const marked = list.querySelector('[aria-selected="true"]');
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && marked && !list.hidden) {
      event.preventDefault();
      choose(marked);
    } else if (event.key === "Enter" && list.hidden && input.value.trim()) {
      // The services may be on their way still.
      event.preventDefault();
      offer({ type: "input", entered: true });
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      const next = down ? marked?.nextElementSibling : marked?.previousElementSibling;
      if (list.hidden) offer({ type: "focus" });
      else mark(next ?? (down ? list.firstElementChild : list.lastElementChild));
    }
  }

  function mark(chosen) {
    for (const one of list.children) one.setAttribute("aria-selected", String(one === chosen));
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    asked += 1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(null);
  }

  async function choose(chosen) {
    const service = (await services).byAddress.get(chosen.dataset.at);
    input.value = service.title;
    close();
    try {
      answer.replaceChildren(...told(service, await calendar()));
    } catch {
      answer.replaceChildren(words.calculator.unread);
    }
  }

  function told(service, known) {
    const second = nowSeconds();
    const promise = promiseOn(wallParts(second, known)[0], service.promises);
    const date = answerWords(count(promise, second, known), promise, known, words);
    return [
      el("p", { className: "consulta-cifra" }, promise.phrase),
      el("p", { className: "consulta-desde" }, service.starts),
      el("p", { className: "consulta-si" }, service.waits ? words.home.if_ready_now : words.home.if_paid_now),
      el("p", { className: "consulta-fecha" }, ...date),
      el("p", {}, el("a", { href: new URL(service.at, new URL("../", import.meta.url)) }, words.home.more)),
    ];
  }
}

async function servicesOf(address) {
  const [{ finder }, answer] = await Promise.all([import("./hallar.js"), fetch(address)]);
  if (!answer.ok) throw new Error(answer.status);
  const known = await answer.json();
  const byAddress = new Map(known.places.map((one) => [one.at, one]));
  return { find: finder(known), all: known.places, byAddress };
}

function option({ at, title, page }) {
  const row = el("li", {}, title, el("small", {}, page));
  row.setAttribute("role", "option");
  row.dataset.at = at;
  return row;
}
