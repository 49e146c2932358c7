// What the order page's own scripts say of opened orders: the sentence and the date, from a document of plain objects.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

class Node {
  constructor(tag) {
    Object.assign(this, { tag, className: "", childNodes: [], style: {}, hidden: false });
  }
  append(...children) {
    this.childNodes.push(...children.filter((child) => child !== ""));
  }
  replaceChildren(...children) {
    this.childNodes = [];
    this.append(...children);
  }
  setAttribute(name, value) {
    if (name === "class") this.className = String(value);
  }
  addEventListener() {}
  get lastChild() {
    return this.childNodes.at(-1);
  }
  get textContent() {
    return this.childNodes.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }
  set textContent(text) {
    this.childNodes = [text];
  }
  find(name) {
    const nodes = this.childNodes.filter((child) => child instanceof Node);
    const found = nodes.filter((node) => node.className.split(" ").includes(name));
    return [...found, ...nodes.flatMap((node) => node.find(name))];
  }
}

const { folder, words, catalog, orders } = JSON.parse(readFileSync(0, "utf8"));
globalThis.document = {
  getElementById: () => ({ textContent: JSON.stringify(words) }),
  createElement: (tag) => new Node(tag),
  createElementNS: (_space, tag) => new Node(tag),
};
globalThis.location = { hash: "", href: "https://x.example/" };
const { orderNodes } = await import(pathToFileURL(`${folder}/dibujar.js`));

const told = orders.map(({ view, read, now }) => {
  const at = new Date(now * 1000);
  const sealedAt = read ? new Date(read * 1000) : null;
  const heartbeat = { v: 1, synced_at: new Date((read || now) * 1000).toISOString(), interval_minutes: 30 };
  const page = { now: () => at, onTick: (tick) => tick(at), retry() {}, close() {} };
  const root = new Node("main");
  root.append(...orderNodes({ view, sealedAt, catalog, heartbeat }, page));
  const cards = root.find("card").filter((card) => card.className.includes("state-"));
  return {
    lead: root.find("lead")[0].textContent,
    cards: cards.map((card) => ({
      label: card.find("due-label")[0]?.textContent ?? "",
      due: card.find("due-date")[0]?.textContent.trim() ?? "",
      active: card.find("ready")[0]?.textContent ?? "",
    })),
  };
});
process.stdout.write(JSON.stringify(told));
