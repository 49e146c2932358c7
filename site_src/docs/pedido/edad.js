// How old what the page shows is, and whether it may still be claimed.

import { duration, MINUTE } from "./lapso.js";
import { button, el, icon, say, spoken } from "./nodos.js";
import { text } from "./textos.js";
import { moment } from "./tiempo.js";

// Clocks of phones run some minutes ahead or behind; a wider gap makes every "hace …" untrue.
const CLOCK_TOLERANCE = 10 * MINUTE;
const MISSED_RUNS = 3;
// What `sync_every_minutes` of data/billing.yml may be; any other would stretch the wait for the warning at will.
const [SHORTEST_INTERVAL, USUAL_INTERVAL, LONGEST_INTERVAL] = [5, 60, 1440];
const LONGEST_CLAIM = 24 * 60 * MINUTE;

/**
 * Return when the data were read, or null where nobody can tell. What a run sealed for the order's file is believed; the
 * heartbeat, which anybody can write, can make it older, or unknown, and never younger.
 */
export function readAt(heartbeat, sealedAt, now) {
  const told = heartbeat?.v === 1 ? moment(heartbeat.synced_at) : null;
  if (!told || !sealedAt) return null;
  return told < sealedAt || isAhead(told, now) ? told : sealedAt;
}

/** Return whether data read at a moment may be claimed no longer; an unknown age is an old one. */
export function tooOld(read, now) {
  return !read || now - read > LONGEST_CLAIM || isAhead(read, now);
}

/** Return the moment that what is shown was known at: where no age can be believed, the last change, which is sealed. */
export function lastKnownAt(read, view, now) {
  return read && !isAhead(read, now) ? read : moment(view.changed_at);
}

/** Return the line that tells the age of the data, and becomes a warning when runs were missed. */
export function ageBox(page, heartbeat, retry) {
  const interval = intervalOf(heartbeat);
  const sign = el("span", { class: "age-sign" });
  const [told, exact] = [el("span", { class: "age-words" }), el("span", { class: "age-exact" })];
  const box = el("div", { class: "age" }, sign, el("p", null, told, " ", exact));
  const refresh = button("", retry, "refresh");
  refresh.append(spoken(text("refresh")));
  box.append(refresh);
  let wasOld = null;
  page.onTick((now) => {
    const old = page.stale || now - page.read > MISSED_RUNS * interval;
    const age = page.stale ? staleText(page, now) : ageText(page, now, old);
    say(told, old && !page.isOver ? text("may_have_moved", { told: age }) : age);
    say(exact, page.stale ? "" : text("age_exact", { moment: page.time.exact(page.read, now) }));
    if (old === wasOld) return;
    wasOld = old;
    box.className = old ? "age old" : "age";
    sign.replaceChildren(icon(old ? "alert" : "clock"));
  });
  return box;
}

function staleText(page, now) {
  if (!page.read) return text("age_unknown");
  if (isAhead(page.read, now)) return text("clock_behind");
  return text("age_too_old", { since: duration(now - page.read) });
}

function ageText(page, now, old) {
  if (old) return text("age_old", { since: duration(Math.max(0, now - page.read)) });
  return text("age", { when: page.time.near(page.read, now) });
}

function isAhead(read, now) {
  return read - now > CLOCK_TOLERANCE;
}

function intervalOf(heartbeat) {
  const minutes = heartbeat?.interval_minutes;
  const known = Number.isInteger(minutes) && minutes >= SHORTEST_INTERVAL && minutes <= LONGEST_INTERVAL;
  return (known ? minutes : USUAL_INTERVAL) * MINUTE;
}
