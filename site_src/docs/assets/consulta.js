// The home page's question: a service, picked or typed, and its promise with the date if one paid now; and who is there now.

import { keepOpenNow } from "./abierto.js";
import { keepUpToDate } from "./al_dia.js";
import { count } from "./calcular/contar.js";
import { nowSeconds, promiseOn, siteCalendar } from "./calcular/fuente.js";
import { filled, wallParts } from "./calcular/palabras.js";
import { answerWords, el } from "./calcular/respuesta.js";
import { addressOf, allServices } from "./indice.js";
import { listOf, waysOn } from "./seguir.js";

const LET_GO = ["pointerup", "pointercancel"];

/** Start the question inside a section. */
export function startQuestion(root) {
  const words = JSON.parse(root.dataset.words);
  const [input, list] = [root.querySelector("input"), root.querySelector("ul")];
  const [now, answer] = [root.querySelector(".consulta-ahora"), root.querySelector(".consulta-respuesta")];
  let asked = 0;
  // Whether what was typed took the place of the service that the address names.
  let typedOver = false;
  // The service whose answer stands there.
  let answered = null;
  let pressed = false;

  keepOpenNow(now, words);
  keepUpToDate(() => answered && renew());
  if (root.dataset.only) {
    tellOnly();
    return;
  }
  for (const event of ["focus", "input", "click"]) input.addEventListener(event, offer);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", leave);
  addEventListener("pointerdown", () => (pressed = true), true);
  for (const event of LET_GO) addEventListener(event, () => (pressed = false), true);
  // Before the box loses the focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest("li") && pick(event.target.closest("li")));
  // Who came to the box before this script did, and what they typed there; a value that a browser restored opens nothing.
  const first = document.activeElement === input ? offer({ type: input.value ? "input" : "focus" }) : read();
  first.finally(() => document.documentElement.classList.remove("preguntada"));
  addEventListener("popstate", () => root.isConnected && read());

  // What the address asks for is answered, or told to be no service.
  async function read() {
    const wanted = new URLSearchParams(location.search).get(input.name) ?? "";
    if (!wanted && !answer.hasChildNodes()) return;
    const mine = ++asked;
    input.value = wanted;
    show();
    if (!wanted) return;
    const known = await servicesOrTold();
    if (mine !== asked || !known) return;
    const service = known.places.find((one) => idOf(one) === wanted.toLowerCase());
    await (service ? tell(service) : tellNone(wanted));
  }

  async function tellOnly() {
    const known = await servicesOrTold();
    const service = known?.places.find((one) => idOf(one) === root.dataset.only);
    if (service) tell(service);
  }

  async function servicesOrTold() {
    try {
      return await allServices();
    } catch {
      show(words.calculator.unread);
      return null;
    }
  }

  // Nothing is marked until an arrow marks it: the first one down marks the first. Without a mark Enter takes the best.
  async function offer({ type, entered, arrow }) {
    const mine = ++asked;
    if (type === "input") typedOver = true;
    // A box that was emptied asks for nothing, and neither does its address.
    if (type === "input" && !input.value) keep(null);
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
    if (type === "input") show();
    if (found.length === 0) tellNone(typed);
    if (entered && found.length) choose(known.places.find(({ at }) => at === found[0].at));
    else if (entered) keep(null);
  }

  function key(event) {
    const marked = list.querySelector('[aria-selected="true"]');
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && marked && !list.hidden) {
      event.preventDefault();
      pick(marked);
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

  // Whoever leaves the box with a service's name in it, or with what only one is found for, is answered; with any other
  // words, they share no answer that is not there any more.
  async function leave() {
    close();
    if (!typedOver) return;
    const [mine, typed] = [asked, input.value.trim()];
    const known = typed && (await allServices().catch(() => null));
    if (mine !== asked) return;
    const found = known ? known.find(typed) : [];
    const meant = found.length === 1 ? found[0] : found.find(({ title }) => isSame(title, typed));
    await letGo();
    if (mine !== asked) return;
    if (meant) choose(known.places.find(({ at }) => at === meant.at));
    else keep(null);
    if (!meant && found.length > 0) tellSeveral(typed, found);
  }

  function tellSeveral(typed, found) {
    const several = filled(words.home.several, { typed, figure: found.length });
    show(el("p", {}, several), listOf(found.map((one) => [`?${input.name}=${idOf(one)}`, one.title])));
  }

  async function pick({ dataset }) {
    choose((await allServices()).places.find(({ at }) => at === dataset.at));
  }

  function choose(service) {
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

  // What the answer is; a service where it is of one, so that it can be counted anew.
  function show(...nodes) {
    answered = null;
    answer.removeAttribute("aria-live");
    answer.replaceChildren(...nodes);
  }

  async function tell(service) {
    if (input) input.value = service.title;
    show();
    answered = service;
    const nodes = await nodesOf(service);
    // Meanwhile something else was asked.
    if (answered === service) answer.replaceChildren(...nodes);
  }

  // Only what changed is replaced, and not read aloud: nobody asked again.
  async function renew() {
    const [service, nodes] = [answered, await nodesOf(answered)];
    if (service !== answered) return;
    answer.setAttribute("aria-live", "off");
    const old = [...answer.childNodes];
    if (old.length !== nodes.length) answer.replaceChildren(...nodes);
    else old.forEach((one, at) => one.isEqualNode(nodes[at]) || one.replaceWith(nodes[at]));
  }

  async function nodesOf(service) {
    try {
      return told(service, await siteCalendar());
    } catch {
      return [document.createTextNode(words.calculator.unread)];
    }
  }

  async function tellNone(typed) {
    const mine = asked;
    show(el("p", {}, words.home.none));
    const ways = await waysOn(typed);
    if (mine === asked) answer.append(...ways);
  }

  // What is pressed must not move away before it is let go.
  function letGo() {
    return new Promise((resolve) => {
      if (!pressed) resolve();
      else for (const event of LET_GO) addEventListener(event, () => setTimeout(resolve), { once: true });
    });
  }

  function onward(service) {
    const more = el("a", { href: addressOf(service) }, words.home.more);
    const { invoices, pay } = root.dataset;
    return invoices ? [more, el("a", { href: invoices }, pay)] : [more];
  }

  function told(service, known) {
    const second = nowSeconds();
    const promise = promiseOn(wallParts(second, known)[0], service.promises);
    const date = answerWords(count(promise, second, known), promise, known, words);
    return [
      // On a phone the box cuts a long name.
      el("p", { className: "consulta-nombre" }, service.title),
      el("p", { className: "consulta-cifra" }, promise.phrase),
      el("p", { className: "consulta-desde" }, service.starts),
      el("p", { className: "consulta-si" }, service.waits ? words.home.if_ready_now : words.home.if_paid_now),
      el("p", { className: "consulta-fecha" }, ...date),
      ...(service.left ? [el("p", { className: "consulta-tarda" }, service.left)] : []),
      el("p", { className: "consulta-seguir" }, ...onward(service)),
    ];
  }
}

/** Return the name of a service in an address: that of its own page. */
function idOf({ at }) {
  return at.split("/").at(-2);
}

function isSame(name, typed) {
  return name.localeCompare(typed, document.documentElement.lang, { sensitivity: "base" }) === 0;
}

function option({ at, title, page }) {
  const row = el("li", {}, title, el("small", {}, page));
  row.setAttribute("role", "option");
  row.dataset.at = at;
  return row;
}
