// How old what the page shows is, when it is read next, and whether it may still be claimed.

import { duration } from "./lapso.js";
import { button, el, icon, say } from "./nodos.js";
import { text } from "./textos.js";
import { moment } from "./tiempo.js";

const MINUTE = 60_000;
// Clocks of phones run some minutes ahead or behind; a wider gap makes every "hace …" untrue.
const CLOCK_TOLERANCE = 10 * MINUTE;
const MISSED_RUNS = 3;
const USUAL_INTERVAL = 60;
const LONGEST_CLAIM = 24 * 60 * MINUTE;

/** Return when the data were read, where that is so long ago that they can no longer be claimed; else null. */
export function tooOld(heartbeat, now) {
  const synced = moment(heartbeat?.synced_at);
  return synced && now - synced > LONGEST_CLAIM ? synced : null;
}

/** Return the line that tells the age of the data, and becomes a warning when runs were missed. */
export function ageBox(heartbeat, page, retry) {
  const synced = moment(heartbeat?.synced_at);
  const minutes = Number.isInteger(heartbeat?.interval_minutes) ? heartbeat.interval_minutes : USUAL_INTERVAL;
  const sign = el("span", { class: "age-sign" });
  const [told, exact] = [el("span", { class: "age-words" }), el("span", { class: "age-exact" })];
  const box = el("div", { class: "age" }, sign, el("p", null, told, " ", exact));
  box.append(button(text("refresh"), retry));
  let wasOld = null;
  page.onTick((now) => {
    const old = !synced || now - synced > MISSED_RUNS * minutes * MINUTE;
    say(told, synced ? ageText(synced, minutes * MINUTE, now, old, page) : text("age_unknown"));
    say(exact, synced && !page.stale ? text("age_exact", { moment: page.time.plain(synced, now) }) : "");
    if (old === wasOld) return;
    wasOld = old;
    box.className = old ? "age old" : "age";
    sign.replaceChildren(icon(old ? "alert" : "clock"));
  });
  return box;
}

function ageText(synced, interval, now, old, page) {
  if (synced - now > CLOCK_TOLERANCE) return text("clock_behind");
  const since = duration(Math.max(0, now - synced));
  if (page.stale) return text("age_too_old", { moment: page.time.plain(synced, now), since });
  if (old) return text("age_old", { since });
  const next = new Date(synced.getTime() + interval);
  return text("age", { since, next: next > now ? page.time.next(next, now) : text("age_any_moment") });
}
