// The home page's question: a service, picked or typed, and its promise with the date if one paid now; and who is there now.

import { whoIsThere } from "./abierto.js";
import { count } from "./calcular/contar.js";
import { fetchedOnce, nowSeconds, promiseOn } from "./calcular/fuente.js";
import { wallParts } from "./calcular/palabras.js";
import { answerWords, el } from "./calcular/respuesta.js";
import { addressOf, allServices } from "./indice.js";
import { waysOn } from "./seguir.js";

const FEED = new URL("../calendario.json", import.meta.url);

/** Start the question inside a section. */
export function startQuestion(root) {
  const words = JSON.parse(root.dataset.words);
  const calendar = fetchedOnce(FEED);
  const [input, list] = [root.querySelector("input"), root.querySelector("ul")];
  const [now, answer] = [root.querySelector(".consulta-ahora"), root.querySelector(".consulta-respuesta")];
  let asked = 0;
  // Whether what was typed took the place of the service that the address names.
  let typedOver = false;

  calendar().then((known) => (now.textContent = whoIsThere(known, words)), () => undefined);
  for (const event of ["focus", "input", "click"]) input.addEventListener(event, offer);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", leave);
  // Before the box loses the focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest("li") && choose(event.target.closest("li")));
  // Who came to the box before this script did, and what they typed there; a value that a browser restored opens nothing.
  if (document.activeElement === input) offer({ type: input.value ? "input" : "focus" });
  else read();
  addEventListener("popstate", () => root.isConnected && read());

  // What the address asks for is answered, or told to be no service.
  async function read() {
    const wanted = new URLSearchParams(location.search).get(input.name) ?? "";
    if (!wanted && !answer.hasChildNodes()) return;
    const mine = ++asked;
    input.value = wanted;
    answer.replaceChildren();
    if (!wanted) return;
    const known = await servicesOrTold();
    if (mine !== asked || !known) return;
    const service = known.places.find((one) => idOf(one) === wanted);
    if (service) tell(service);
    else tellNone(wanted);
  }

  async function servicesOrTold() {
    try {
      return await allServices();
    } catch {
      answer.replaceChildren(words.calculator.unread);
      return null;
    }
  }

  // Nothing is marked until an arrow marks it: the first one down marks the first. Without a mark Enter takes the best.
  async function offer({ type, entered, arrow }) {
    const mine = ++asked;
    if (type === "input") typedOver = true;
    const known = await servicesOrTold();
    if (!known) return;
    // Meanwhile the box was left, or something else was typed.
    if (mine !== asked) return;
    // Clicking into a box with a chosen service offers all of them again.
    const typed = type === "input" || typedOver ? input.value.trim() : "";
    const found = typed ? known.find(typed) : known.places;
    list.replaceChildren(...found.map((one, at) => Object.assign(option(one), { id: `consulta-${at}` })));
    mark({ ArrowDown: list.firstElementChild, ArrowUp: list.lastElementChild }[arrow] ?? null);
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (type === "input") answer.replaceChildren();
    if (found.length === 0) tellNone(typed);
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
    } else if (event.key === "Enter" && input.value.trim()) {
      // The services may be on their way still.
      event.preventDefault();
      offer({ type: "input", entered: true });
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      const next = down ? marked?.nextElementSibling : marked?.previousElementSibling;
      if (list.hidden) offer({ type: "focus", arrow: event.key });
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

  // Whoever leaves the box with other words in it shares no answer that is not there any more.
  function leave() {
    close();
    if (typedOver) keep(null);
  }

  async function choose(chosen) {
    const service = (await allServices()).places.find(({ at }) => at === chosen.dataset.at);
    close();
    keep(idOf(service));
    tell(service);
  }

  function keep(id) {
    typedOver = false;
    const address = new URL(location.href);
    if (id) address.searchParams.set(input.name, id);
    else address.searchParams.delete(input.name);
    if (address.href !== location.href) history.pushState(null, "", address);
  }

  async function tell(service) {
    input.value = service.title;
    try {
      answer.replaceChildren(...told(service, await calendar()));
    } catch {
      answer.replaceChildren(words.calculator.unread);
    }
  }

  async function tellNone(typed) {
    const mine = asked;
    answer.replaceChildren(el("p", {}, words.home.none));
    const ways = await waysOn(typed);
    if (mine === asked) answer.append(...ways);
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
      ...(service.left ? [el("p", { className: "consulta-tarda" }, service.left)] : []),
      el("p", {}, el("a", { href: addressOf(service) }, words.home.more)),
    ];
  }
}

/** Return the name of a service in an address: that of its own page. */
function idOf({ at }) {
  return at.split("/").at(-2);
}

function option({ at, title, page }) {
  const row = el("li", {}, title, el("small", {}, page));
  row.setAttribute("role", "option");
  row.dataset.at = at;
  return row;
}
