// Whether the company answers now, and this week and the next day by day.

import { clockWords, filled, tellerOf, weekday, yearNow } from "../calcular/palabras.js";

const DAY_END = 1440;

/** Say whether it is open at a moment, and until or from when. */
export function drawNow(calendar, now, words) {
  for (const place of document.querySelectorAll("[data-ahora]")) {
    const [open, told] = nowWords(calendar, now, words);
    place.hidden = !told;
    place.classList.toggle("abierto", open);
    if (place.textContent !== told) place.textContent = told;
  }
}

/** Put this week and the next where the usual hours stand, today marked. */
export function drawWeeks(calendar, now, words) {
  const place = document.querySelector("[data-semana]");
  const today = calendar.localDay(now);
  // Drawn again only on another day, or a reader would lose their place every minute.
  if (!place || !calendar.has(today) || place.dataset.semana === String(today)) return;
  place.dataset.semana = String(today);
  const monday = today - weekday(calendar.days[today].date);
  place.replaceChildren(
    ...[[words.staff.this_week, monday], [words.staff.next_week, monday + 7]].flatMap(([title, first]) => [
      el("h2", {}, title),
      el("ol", { className: "semana" }, ...week(calendar, first, today, words)),
    ]),
  );
}

function nowWords(calendar, now, words) {
  const { staff } = words;
  const today = calendar.localDay(now);
  if (!calendar.has(today)) return [false, ""];
  for (let index = today; calendar.has(index); index += 1) {
    for (const [opens, closes] of calendar.days[index].hours) {
      if (now < calendar.moment(index, opens)) {
        if (index === today) return [false, filled(staff.closed_until_today, { hour: clockWords(clock(opens), words.dates) })];
        const moment = tellerOf(words, yearNow(calendar)).momentWords(calendar.moment(index, opens), calendar);
        return [false, filled(staff.closed_until, { moment })];
      }
      if (now < calendar.moment(index, closes)) return [true, openWords(closes, staff)];
    }
  }
  return [false, staff.closed_now];
}

function openWords(closes, staff) {
  return closes === DAY_END ? staff.open_till_midnight : filled(staff.open_now, { time: clock(closes) });
}

function week(calendar, first, today, words) {
  const { shortDay } = tellerOf(words, yearNow(calendar));
  return Array.from({ length: 7 }, (_, at) => first + at).map((index) => {
    if (!calendar.has(index)) return el("li", {}, words.staff.no_data);
    const day = calendar.days[index];
    const node = el("li", { className: day.hours.length ? "abierto" : day.name ? "especial" : "cerrado" });
    const date = el("time", { dateTime: day.date }, shortDay(day.date));
    node.append(date, el("span", { className: "horas" }, hoursWords(day, words)));
    if (day.hours.length && day.name) node.append(el("span", { className: "motivo" }, day.name));
    if (index === today) {
      node.setAttribute("aria-current", "date");
      date.after(el("span", { className: "hoy" }, words.staff.today_mark));
    }
    return node;
  });
}

function hoursWords(day, { dates, staff }) {
  const { holiday, non_working, bridge, closure } = staff;
  const closed = { weekend: dates.closed, holiday, non_working, bridge, closure };
  if (!day.hours.length) return filled(closed[day.why], day);
  const [[first, last]] = day.hours;
  if (day.hours.length === 1 && first === 0 && last === DAY_END) return dates.all_day;
  const spans = day.hours.map(([opens, closes]) => {
    return filled(dates.opening, { opens: clock(opens), closes: closes === DAY_END ? dates.midnight : clock(closes) });
  });
  return spans.join(` ${dates.and} `);
}

function clock(minutes) {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

// Every text becomes a text node: a holiday's name can never be markup.
function el(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
