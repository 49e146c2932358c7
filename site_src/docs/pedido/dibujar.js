// The whole page of an opened order: its nodes, made of the order, its age and the public wording.

import { linkCard } from "./acciones.js";
import { askLinks, linksRow } from "./contacto.js";
import { ageBox, lastKnownAt, readAt, tooOld } from "./edad.js";
import { byUrgency, isOver, isPast, lead } from "./frase.js";
import { DAY, daysIn } from "./lapso.js";
import { bdi, clean, el, list, own } from "./nodos.js";
import { itemCard } from "./tarjeta.js";
import { pieces, text, words } from "./textos.js";
import { ticketSection } from "./tickets.js";
import { moment, timeIn } from "./tiempo.js";

/**
 * Return the nodes of an order; `page` gives `now`, `onTick`, `retry` and `close`. Where it has a `later`, that gets what makes
 * all that comes after the answer: after the sentence and its own item's card.
 */
export function orderNodes({ view, sealedAt, catalog, heartbeat }, page) {
  const [time, days] = [timeIn(catalog.zone, catalog.calendar?.offsets), daysIn(catalog.units)];
  const now = page.now();
  const read = readAt(heartbeat, sealedAt, now);
  const age = { read, stale: tooOld(read, now), lastKnownAt: lastKnownAt(read, view, now) };
  const items = view.closed === true ? [] : itemsOf(view, catalog);
  const over = view.closed === true || (items.length > 0 && items.every(isOver));
  const drawing = { ...page, view, catalog, time, days, ...age, isOver: over, items: items.length, told: new Set() };
  const [answer, rest] = view.closed === true ? [[ended(drawing, heartbeat)], () => []] : parts(items, drawing, heartbeat);
  const whole = () => [...rest(), linkCard(page.close)].filter(Boolean);
  if (!page.later) return [...answer, ...whole()];
  page.later(whole);
  return answer;
}

function parts(items, page, heartbeat) {
  // The sentence's own item stands under it, then what is late, of which it may say nothing; of the others none moves.
  const now = page.now();
  const first = page.stale ? items[0] : byUrgency(items, now)[0];
  const isDue = (item) => !page.stale && isPast(item, now);
  const rest = items.filter((item) => item !== first);
  const others = [...rest.filter(isDue), ...rest.filter((item) => !isDue(item))];
  return [
    [hero(items, page, heartbeat), first && itemCard(first, page)].filter(Boolean),
    () => [...others.map((item) => itemCard(item, page)), page.stale ? null : news(page), ticketSection(page.view, page)],
  ];
}

function hero(items, page, heartbeat) {
  const [age, last] = [ageBox(page, heartbeat, page.retry), page.stale && news(page)];
  // Where no card asks, and where none may claim anything.
  const ask = !page.isOver && (page.stale || !items.length) && linksRow(askLinks(page));
  return el("header", { class: "hero" }, heading(page.view), lead(items, page), ask, age, last);
}

function heading(view) {
  const number = clean(view.order);
  return el("h1", { tabindex: "-1" }, number ? pieces("number", { number: bdi(number) }) : text("no_number"));
}

// When anything of it last changed is sealed with it: so much the page knows whatever its age. Where it is the moment at which
// the data were read, or all that dates the page, that was told above.
function news(page) {
  const when = isNewer(page) && page.time.known(page.view.changed_at, page.now());
  return when && el("p", { class: "news" }, text("last_news", { when }));
}

function isNewer({ view, lastKnownAt }) {
  return moment(view.changed_at)?.getTime() !== lastKnownAt?.getTime();
}

function itemsOf(view, catalog) {
  const seen = list(view.items).filter(Boolean);
  return seen.map((item) => readable(item, seen, catalog));
}

// A state of a later version is one that this page cannot show, whatever it means.
function readable(item, items, catalog) {
  const state = own(words.stages, item.state) ? item.state : "unknown";
  const nameless = item.reason === "empty_order" ? text("the_order") : text("a_service");
  const [billed, service] = [clean(item.name), clean(own(catalog.services, item.service)?.name)];
  // People say the service's name, unless billing's tells apart two that have the same.
  const alike = items.some((other) => other.service === item.service && clean(other.name) !== billed);
  const shown = (alike ? billed || service : service || billed) || nameless;
  return { ...item, state, shown };
}

function ended(page, heartbeat) {
  const when = moment(page.view.changed_at);
  const dated = when ? text("ended_on", { day: page.time.day(page.time.place(when).day, page.now()) }) : text("ended");
  const told = [dated, endedAs(page.view.ended)].filter(Boolean).join(" ");
  return el(
    "header",
    { class: "hero" },
    heading(page.view),
    el("p", { class: "lead" }, told),
    // That it ended is past; that it is over still is not, for an order may open again.
    page.stale ? ageBox(page, heartbeat, page.retry) : null,
    el("p", null, noteKept(when, page)),
    el("p", null, text("note_more")),
    linksRow(askLinks(page)),
  );
}

// The next run takes away what is kept no longer.
function noteKept(when, page) {
  const until = when && new Date(when.getTime() + page.catalog.note_days * DAY);
  return until > page.now() ? text("note_kept_until", { day: page.time.day(page.time.place(until).day, page.now()) }) : text("note_kept");
}

// Notes of earlier runs do not tell.
function endedAs(states) {
  const [active, cancelled, unknown] = ["active", "cancelled", "unknown"].map((state) => list(states).includes(state));
  // Suspended since, or expired.
  if (unknown) return text("ended_stopped");
  if (active && cancelled) return text("ended_both");
  if (active) return text("ended_active");
  return cancelled ? text("ended_cancelled") : "";
}
