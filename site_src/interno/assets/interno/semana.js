// The calendar and a moment in; whether the company answers now, and this week and the next day by day, out.

import { momentWords, shortDay } from "../calcular/palabras.js";

const CLOSED = { weekend: () => "Cerrado", holiday: (day) => `Feriado: ${day.name}`, closure: (day) => `Cerrado: ${day.name}` };

/** Say whether it is open at a moment, and until or from when. */
export function drawNow(calendar, now) {
  for (const place of document.querySelectorAll("[data-ahora]")) {
    const [open, words] = nowWords(calendar, now);
    place.hidden = !words;
    place.classList.toggle("abierto", open);
    if (place.textContent !== words) place.textContent = words;
  }
}

/** Put this week and the next where the usual hours stand, today marked. */
export function drawWeeks(calendar, now) {
  const place = document.querySelector("[data-semana]");
  const today = calendar.localDay(now);
  // Drawn again only on another day, or a reader would lose their place every minute.
  if (!place || !calendar.has(today) || place.dataset.semana === String(today)) return;
  place.dataset.semana = String(today);
  const monday = today - ((new Date(`${calendar.days[today].date}T12:00:00Z`).getUTCDay() + 6) % 7);
  place.replaceChildren(
    ...[["Esta semana", monday], ["Semana próxima", monday + 7]].flatMap(([title, first]) => [
      el("h2", {}, title),
      el("ol", { className: "semana" }, ...week(calendar, first, today)),
    ]),
  );
}

function nowWords(calendar, now) {
  const today = calendar.localDay(now);
  if (!calendar.has(today)) return [false, ""];
  for (let index = today; calendar.has(index); index += 1) {
    for (const [opens, closes] of calendar.days[index].hours) {
      if (now < calendar.moment(index, opens)) {
        return [false, `Ahora está cerrado. Abre el ${momentWords(calendar.moment(index, opens), calendar)}.`];
      }
      if (now < calendar.moment(index, closes)) return [true, `Ahora está abierto, hasta las ${clock(closes)}.`];
    }
  }
  return [false, "Ahora está cerrado."];
}

function week(calendar, first, today) {
  return Array.from({ length: 7 }, (_, at) => first + at).map((index) => {
    if (!calendar.has(index)) return el("li", {}, "Sin datos");
    const day = calendar.days[index];
    const node = el("li", { className: day.hours.length ? "abierto" : day.name ? "especial" : "cerrado" });
    const date = el("time", { dateTime: day.date }, shortDay(day.date));
    node.append(date, el("span", { className: "horas" }, dayWords(day)));
    if (day.hours.length && day.name) node.append(el("span", { className: "motivo" }, day.name));
    if (index === today) {
      node.setAttribute("aria-current", "date");
      date.after(el("span", { className: "hoy" }, "Hoy"));
    }
    return node;
  });
}

function dayWords(day) {
  if (!day.hours.length) return CLOSED[day.why](day);
  return day.hours.map(([opens, closes]) => `${clock(opens)} a ${clock(closes)}`).join(" y ");
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
