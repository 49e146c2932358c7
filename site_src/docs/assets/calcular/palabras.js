// Dates, moments and the rows of a count in; the Spanish of generator/render/spanish.py out, word for word.

const WEEKDAYS = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"];
const MONTHS =
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(" ");

const WHY = {
  weekend: () => "ese día no se atiende",
  holiday: (row) => `feriado, ${row.name}`,
  closure: (row) => `cerrado, ${row.name}`,
  after_cut_off: () => "el plazo empezó después del horario de corte",
  after_hours: () => "el plazo empezó después del cierre",
};

/** Return an answer's date without a verb: `a más tardar el martes …`, `entre el … y el …`. */
export function dueSentence(answer, calendar) {
  const last = dueMoment(answer.due, answer.trace, calendar);
  if (answer.earliest === null) return `a más tardar el ${last}`;
  return `entre el ${earliestMoment(answer.earliest, answer.trace, calendar)} y el ${last}`;
}

/** Return a moment on the site's clock: `martes 24 de noviembre de 2026, 15:00`. */
export function momentWords(second, calendar) {
  const [date, time] = wallParts(second, calendar);
  return `${dayWords(date)}, ${time}`;
}

/** Return a date for a table: `mar 24/11/2026`. */
export function shortDay(date) {
  const [year, month, day] = date.split("-");
  return `${weekday(date).slice(0, 3)} ${day}/${month}/${year}`;
}

/** Return what one date did to a count, and why. */
export function traceWords(row) {
  if (row.verdict === "day_zero") return "día de inicio: se cuenta desde el siguiente";
  if (row.verdict === "skipped") return `no cuenta: ${WHY[row.why](row)}`;
  const amount = row.seconds === undefined ? `día ${row.ordinal}` : duration(row.seconds);
  return `cuenta: ${amount}${row.name ? ` (${row.name})` : ""}`;
}

// A midnight that closes the last counted day is that day's 24:00.
function dueMoment(second, trace, calendar) {
  const last = trace.at(-1)?.date;
  const closes = calendar.toWall(second) % 86_400 === 0 && last === dayBefore(wallParts(second, calendar)[0]);
  return closes ? `${dayWords(last)}, 24:00` : momentWords(second, calendar);
}

// A count of days begins its first day at the opening, which may be midnight too; only used-up hours are 24:00.
function earliestMoment(second, trace, calendar) {
  const eve = dayBefore(wallParts(second, calendar)[0]);
  const closed = trace.filter((row) => row.date === eve && row.verdict === "counted" && row.seconds !== undefined);
  return dueMoment(second, closed, calendar);
}

function duration(seconds) {
  const parts = [[Math.floor(seconds / 3600), "h"], [Math.floor(seconds / 60) % 60, "min"], [seconds % 60, "s"]];
  return parts.filter(([figure]) => figure).map((part) => part.join(" ")).join(" ") || "0 s";
}

function dayWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${weekday(date)} ${day} de ${MONTHS[month - 1]} de ${year}`;
}

function weekday(date) {
  return WEEKDAYS[new Date(`${date}T12:00:00Z`).getUTCDay()];
}

function wallParts(second, calendar) {
  const text = new Date(calendar.toWall(second) * 1000).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}

function dayBefore(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
