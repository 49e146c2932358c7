// The table of all services: its filter, which its address tells, and each row's date if its clock started now.

import { keepUpToDate } from "./al_dia.js";
import { DAY_CLOCKS } from "./calcular/calendario.js";
import { count } from "./calcular/contar.js";
import { nowSeconds, promiseOn, siteCalendar } from "./calcular/fuente.js";
import { filled, tellerOf, wallParts, yearNow } from "./calcular/palabras.js";
import { el } from "./calcular/respuesta.js";
import { allServices } from "./indice.js";
import { namedPlace } from "./pliegues.js";
import { waysOn } from "./seguir.js";

const NAMES = ["q", "grupo", "tipo", "ver"];

/** Start the filter inside a form; the table comes after it. */
export function startFilter(form) {
  const table = form.parentElement.querySelector("table.catalogo");
  const rows = [...table.querySelectorAll("tr[data-lugar]")];
  const words = JSON.parse(form.dataset.words);
  const [status, all, problem] = ['[role="status"]', "button", '[role="alert"]'].map((one) => form.querySelector(one));
  const [onward, paper] = [".filtro-seguir", ".filtro-papel"].map((one) => form.parentElement.querySelector(one));
  let asked = 0;

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => target.name && chosen(target.name === "q"));
  // What is typed is one step back, however many letters it has.
  form.addEventListener("change", () => history.replaceState(null, ""));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    fill({});
    chosen(false);
    form.elements.q?.focus();
  });
  addEventListener("popstate", () => form.isConnected && read());
  addEventListener("hashchange", showNamed);
  keepUpToDate(dates);
  // What somebody filled in before this script came is what they want, whatever the address says.
  const first = NAMES.some((name) => valueOf(name)) ? chosen(false) : read().then(showNamed);
  Promise.all([first, dates()]).finally(() => document.documentElement.classList.remove("preguntada"));

  function read() {
    const wanted = Object.fromEntries(new URLSearchParams(location.search));
    fill(wanted);
    // What an address names and this page does not have is told, and left out.
    if (NAMES.some((name) => name !== "q" && wanted[name] && valueOf(name) !== wanted[name])) tell(words.delays.unasked);
    else hide(words.delays.unasked);
    return show();
  }

  // A row that the address names is shown, whatever it filters besides: that comes first, and the address says so. Where
  // rows went, the browser is not at its place any more.
  async function showNamed() {
    const row = namedPlace()?.closest("tr");
    if (!row || !table.contains(row) || !NAMES.some((name) => valueOf(name))) return;
    if (row.hidden || row.parentElement.hidden || table.hidden) {
      fill({});
      history.replaceState(null, "", location.pathname + location.hash);
      hide(words.delays.unasked);
      await show();
    }
    row.scrollIntoView();
  }

  function fill(wanted) {
    const { q, grupo, tipo } = form.elements;
    if (q) q.value = wanted.q ?? "";
    if (grupo) pick([...grupo.options], "selected", wanted.grupo);
    if (tipo) pick([...tipo], "checked", wanted.tipo);
    form.elements.ver.checked = wanted.ver === form.elements.ver.value;
  }

  // A page has only those fields that tell its rows apart.
  function valueOf(name) {
    const field = form.elements[name];
    if (!field) return "";
    return field.type === "checkbox" && !field.checked ? "" : field.value.trim();
  }

  function chosen(typing) {
    const address = new URL(location.pathname, location.href);
    for (const name of NAMES) if (valueOf(name)) address.searchParams.set(name, valueOf(name));
    hide(words.delays.unasked);
    const going = typing && history.state === "typing";
    history[going ? "replaceState" : "pushState"](typing ? "typing" : null, "", address);
    return show();
  }

  async function show() {
    const mine = ++asked;
    const [typed, group, kind] = NAMES.map(valueOf);
    let found = null;
    try {
      found = typed ? new Set((await allServices()).find(typed).map(({ at }) => at)) : null;
      hide(words.delays.unread);
    } catch {
      tell(words.delays.unread);
    }
    // Meanwhile something else was typed.
    if (mine !== asked) return;
    for (const row of rows) {
      row.hidden =
        (found && !found.has(row.dataset.lugar)) ||
        (group !== "" && row.parentElement.dataset.grupo !== group) ||
        (kind !== "" && row.dataset.tipo !== kind);
    }
    for (const body of table.tBodies) body.hidden = !rows.some((row) => row.parentElement === body && !row.hidden);
    const figure = rows.filter((row) => !row.hidden).length;
    const filtered = Boolean(typed || group || kind);
    table.hidden = figure === 0;
    all.hidden = !filtered;
    paper.textContent = filtered ? filled(words.delays.printed, { figure, all: rows.length, asked: askedFor(found !== null) }) : "";
    status.textContent = figure === 0 ? words.delays.none : filled(words.delays.shown[figure === 1 ? "one" : "more"], { figure });
    onward.replaceChildren();
    const ways = figure === 0 ? await waysOn(typed) : [];
    if (mine === asked) onward.append(...ways);
  }

  // Paper shows no form: what its list is of is told by the names of the fields and what they ask for.
  function askedFor(typed) {
    const { q, grupo, tipo } = form.elements;
    const told = [];
    if (typed) told.push([q.labels[0], q.value.trim()]);
    if (valueOf("grupo")) told.push([grupo.labels[0], grupo.selectedOptions[0].text]);
    if (valueOf("tipo")) told.push([tipo[0].closest("fieldset").firstChild, [...tipo].find((one) => one.checked).labels[0].textContent]);
    return told.map(([name, value]) => `${name.textContent}: ${value}`).join("; ");
  }

  async function dates() {
    let told;
    try {
      const known = await siteCalendar();
      try {
        const second = nowSeconds();
        told = rows.map((row) => dateOf(JSON.parse(row.dataset.promises), second, known, words));
        hide(words.delays.no_calendar);
      } catch {
        // A page and a calendar of different versions: neither knows how the other counts.
        tell(words.outdated);
      }
    } catch {
      tell(words.delays.no_calendar);
    }
    rows.forEach((row, at) => row.querySelector(".si-hoy").replaceChildren(...(told ? told[at] : [words.delays.unknown])));
  }

  function tell(text) {
    // Told once more each minute, it would be read aloud each time.
    if (problem.hidden || problem.textContent !== text) problem.textContent = text;
    problem.hidden = false;
  }

  function hide(text) {
    if (problem.textContent === text) problem.hidden = true;
  }
}

function pick(choices, mark, value) {
  (choices.find((one) => one.value === value) ?? choices[0])[mark] = true;
}

/** Return when a clock that starts now would be up, short: the day, or its hour too where the clock runs by hours; as nodes. */
function dateOf(promises, second, calendar, { dates, delays }) {
  const today = wallParts(second, calendar)[0];
  const promise = promiseOn(today, promises);
  const counted = count(promise, second, calendar);
  if (counted.unknown) return [filled(delays.no_year, { year: counted.unknown })];
  const { clock } = calendar.unit(promise.unit);
  const whole = DAY_CLOCKS.includes(clock);
  const { shortDay } = tellerOf({ dates }, yearNow(calendar));
  if (counted.earliest === null) return [dated(counted.due)];
  const ends = { first: counted.earliest, last: counted.due };
  return delays.range.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? dated(ends[part]) : part));

  function dated(one) {
    return el("span", { className: "fecha" }, shortly(one));
  }

  // Both ends of a range that lie in one day name it once.
  function isSameDay(one) {
    return one !== counted.earliest && counted.earliest !== null && wallParts(counted.earliest, calendar)[0] === wallParts(one, calendar)[0];
  }

  function shortly(one) {
    // The midnight that closes a day is that day's; the one that opens a first day is not.
    const opens = whole && one === counted.earliest;
    const [day, time] = wallParts(one, calendar);
    const date = !opens && time === "00:00" ? wallParts(one - 1, calendar)[0] : day;
    if (whole || time === "00:00") return shortDay(date);
    if (isSameDay(one)) return time;
    return date === today ? filled(delays.today, { time }) : filled(delays.on_day, { day: shortDay(date), time });
  }
}
