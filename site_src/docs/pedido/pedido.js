// The page itself: it shows the order that its fragment opens; another fragment wipes it and starts over.

import { downloadJson, Failure, tokenFrom, unique } from "./abrir.js";
import { unfold } from "./desplegar.js";
import { orderNodes } from "./dibujar.js";
import { readAt, tooOld } from "./edad.js";
import { noteEntry, wipeEntries } from "./historial.js";
import { loadingNodes, messageNodes, wordlessNodes } from "./mensajes.js";
import { el } from "./nodos.js";
import { text, words } from "./textos.js";
import { datedOrder } from "./vigencia.js";

const TIME_LIMIT = 15_000;
const TICK = 30_000;
const LONGEST_FRAME = 250;
const CATALOG_LIMIT = 1 << 20;
const HEARTBEAT_LIMIT = 4096;
const AGAIN = "loaded again";
const AWAY = ["offline", "unreachable", "faulty"];

const main = document.querySelector("main");
const announced = document.querySelector("[role=status]");
let opening = null;
let shown = null;
let ticks = [];
let rest = null;

if (!words) {
  // A document kept from before its script: the next loading brings one that has words. The mark outlives it, once.
  if (history.state === AGAIN) {
    main.replaceChildren(...wordlessNodes());
  } else {
    history.replaceState(AGAIN, "");
    location.reload();
  }
} else if (window.top !== window.self) {
  main.replaceChildren(...messageNodes("framed"));
} else {
  window.addEventListener("hashchange", () => noteEntry() && start());
  window.addEventListener("beforeprint", unfoldAll);
  // A phone asleep runs no timers: on waking, what it shows must be of now.
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, TICK);
  noteEntry();
  start();
}

// A page left open for a day must stop claiming, and so is made anew.
function refresh() {
  const now = new Date();
  if (shown && isOld(shown, now) !== shown.stale) presentWhole(shown);
  else ticks.forEach((tick) => tick(now));
}

function isOld({ heartbeat, sealedAt }, now) {
  return tooOld(readAt(heartbeat, sealedAt, now), now);
}

function unfoldAll() {
  complete();
  unfold(main.querySelectorAll("details:not([open])"));
}

/** Wipe the page and show what the present fragment opens. To `renew` an order, what is shown stays until there is another. */
async function start(focus = false, renew = false) {
  opening?.abort();
  const mine = new AbortController();
  opening = mine;
  if (renew) {
    complete();
    main.setAttribute("aria-busy", "true");
    note(text("opening"));
  } else if (!main.querySelector(".loading")) {
    // Made anew, what the document opens with would be laid out twice.
    show(loadingNodes(), []);
  }
  announced.textContent = "";
  const limit = setTimeout(() => mine.abort(), TIME_LIMIT);
  const found = await fetched(mine.signal);
  clearTimeout(limit);
  if (opening !== mine) return;
  if (renew && AWAY.includes(found.failure)) return keep(found.failure);
  present(found);
  if (focus) main.querySelector("h1").focus();
  // What answers stands on the screen before the rest is made.
  await painted();
  if (opening === mine) complete();
}

// The order shown is as true as it was before somebody asked for a newer one.
function keep(failure) {
  const told = failure === "faulty" ? text("not_renewed_now") : text("not_renewed");
  main.setAttribute("aria-busy", "false");
  note(told);
  announced.textContent = told;
}

function note(told) {
  main.querySelector(".renewal")?.remove();
  main.querySelector(".age")?.after(el("p", { class: "renewal" }, told));
}

/** Leave nothing of the orders: neither in the page, nor in the tab's history of it, nor in what the script holds. */
function closeOrder() {
  opening?.abort();
  opening = null;
  wipeEntries();
  presentWhole({ failure: "closed" });
  main.querySelector("h1").focus();
}

async function fetched(signal) {
  try {
    const token = tokenFrom(location.hash);
    const [order, catalog, heartbeat] = await Promise.all([
      datedOrder(token, signal),
      catalogFrom(signal),
      heartbeatFrom(signal),
    ]);
    return { ...order, catalog, heartbeat };
  } catch (error) {
    return { failure: error instanceof Failure ? nameOf(error.kind) : "unreadable" };
  }
}

// The same fault seen from the reader's side: a page opened without any link, a device without any connection.
function nameOf(kind) {
  if (kind === "incomplete" && location.hash.length < 2) return "linkless";
  return kind === "unreachable" && !navigator.onLine ? "offline" : kind;
}

// Everything is made before anything is shown, and what is read further down does not move.
function presentWhole(found) {
  present(found, null);
  complete();
}

// A view that cannot be drawn draws nothing.
function present(found, later = []) {
  let failure = found.failure;
  try {
    if (!failure) return drawOrder(found, later);
  } catch {
    failure = "unreadable";
  }
  show(messageNodes(failure, () => start(true)), []);
  // Ages and countdowns change by themselves, so nothing of the page is a live region but this one short line.
  rest = { later: [], said: failure === "closed" ? "" : text("said_nothing") };
}

function drawOrder(found, later) {
  const made = [];
  const onTick = (tick) => {
    tick(new Date());
    made.push(tick);
  };
  const page = { now: () => new Date(), onTick, later: later && ((make) => later.push(make)), retry: () => start(true, true), close: closeOrder };
  show(orderNodes(found, page), made);
  shown = { ...found, stale: isOld(found, new Date()) };
  rest = { later: later ?? [], said: text("said_open") };
}

function show(nodes, next) {
  shown = null;
  ticks = next;
  rest = null;
  main.setAttribute("aria-busy", "true");
  main.replaceChildren(...nodes);
}

/** Make what was left for after the first look; the page then is whole. */
function complete() {
  if (!rest) return;
  const { later, said } = rest;
  rest = null;
  try {
    // What is made may leave something for later, too: then it comes last.
    for (const make of later) main.append(...(make() ?? []));
  } catch {
    return presentWhole({ failure: "unreadable" });
  }
  announced.textContent = said;
  main.setAttribute("aria-busy", "false");
  performance.mark("dibujado");
  // Paper that was asked for before there was anything to unfold.
  if (matchMedia("print").matches) unfoldAll();
}

// A page that nobody sees is never painted.
function painted() {
  return new Promise((done) => {
    if (document.hidden) done();
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, LONGEST_FRAME);
  });
}

async function catalogFrom(signal) {
  try {
    return await downloadJson("catalogo.json", CATALOG_LIMIT, signal);
  } catch (fault) {
    // Its absence says nothing of the order: the link is not to blame.
    throw fault.kind === "unreachable" ? fault : new Failure("faulty");
  }
}

async function heartbeatFrom(signal) {
  return downloadJson(`latido.json?${unique()}`, HEARTBEAT_LIMIT, signal).catch(() => null);
}
