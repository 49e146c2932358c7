// The page's fragment in, the client's order on screen out; another fragment wipes the page and starts over.

import { downloadJson, Failure, openOrder, tokenFrom } from "./abrir.js";
import { failureNodes, loadingNodes, orderNodes } from "./dibujar.js";

const TIME_LIMIT = 15_000;
const TICK = 30_000;
const CATALOG_LIMIT = 1 << 20;
const HEARTBEAT_LIMIT = 4096;

const main = document.querySelector("main");
let turn = null;
let ticks = [];

if (window.top !== window.self) {
  main.replaceChildren(...failureNodes("framed"));
} else {
  window.addEventListener("hashchange", () => start());
  // A phone asleep runs no timers: on waking, what it shows must be of now.
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, TICK);
  start();
}

function refresh() {
  ticks.forEach((tick) => tick(new Date()));
}

/** Wipe the page and show what the present fragment opens. */
async function start(focus = false) {
  turn?.abort();
  const mine = new AbortController();
  turn = mine;
  ticks = [];
  main.replaceChildren(...loadingNodes());
  main.setAttribute("aria-busy", "true");
  const limit = setTimeout(() => mine.abort(), TIME_LIMIT);
  const drawn = await nodes(mine.signal);
  clearTimeout(limit);
  if (turn !== mine) return;
  ticks = drawn.ticks;
  main.replaceChildren(...drawn.nodes);
  main.setAttribute("aria-busy", "false");
  if (focus) main.querySelector("h1").focus();
}

async function nodes(signal) {
  const retry = () => start(true);
  try {
    const token = tokenFrom(location.hash);
    const [view, catalog, heartbeat] = await Promise.all([
      openOrder(token, signal),
      catalogFrom(signal),
      heartbeatFrom(signal),
    ]);
    return drawn(view, catalog, heartbeat, retry);
  } catch (error) {
    return { nodes: failureNodes(error instanceof Failure ? error.kind : "unreadable", retry), ticks: [] };
  }
}

// Everything is made before anything is shown: a view that cannot be drawn draws nothing.
function drawn(view, catalog, heartbeat, retry) {
  const made = [];
  const onTick = (tick) => {
    tick(new Date());
    made.push(tick);
  };
  return { nodes: orderNodes(view, catalog, heartbeat, { now: () => new Date(), onTick }, retry), ticks: made };
}

async function catalogFrom(signal) {
  try {
    return await downloadJson("catalogo.json", CATALOG_LIMIT, signal);
  } catch {
    // Its absence says nothing of the order: the link is not to blame.
    throw new Failure("unreachable");
  }
}

// Hosts keep copies for minutes; an age read from a copy would be too young, so every read has a query of its own.
async function heartbeatFrom(signal) {
  const unique = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join("");
  return downloadJson(`latido.json?${unique}`, HEARTBEAT_LIMIT, signal).catch(() => null);
}
