// The rows of a count: what each local date did to it, and why. As generator/compute/trace.py.

/** Return the rows from the start's date to the last one counted, in the words of generator/model/due.py. */
export function traceOf(kind, resolved, calendar) {
  const rows = kind === "business_days" ? businessDay : kind === "calendar_days" ? calendarDay : hours;
  const days = calendar.days.slice(resolved.startDay, resolved.lastDay + 1);
  let ordinal = 0;
  return days.map((day, at) => {
    const row = rows(day, resolved.startDay + at, resolved, calendar, kind);
    if (row.verdict !== "counted" || row.seconds) return row;
    ordinal += 1;
    return { ...row, ordinal };
  });
}

function businessDay(day, index, resolved, calendar) {
  if (!day.hours.length) return skipped(day);
  // A cut-off that is the closing, nobody knows by another name.
  const why = calendar.cutOff(index) < calendar.closing(index) ? "after_cut_off" : "after_hours";
  if (index < resolved.firstDay) return { date: day.date, verdict: "skipped", why };
  return index === resolved.firstDay ? { date: day.date, verdict: "day_zero" } : counted(day, {});
}

function calendarDay(day, index, resolved) {
  return { date: day.date, verdict: index === resolved.startDay ? "day_zero" : "counted" };
}

function hours(day, index, resolved, calendar, kind) {
  if (kind !== "elapsed" && !day.hours.length) return skipped(day);
  const begin = Math.max(resolved.start, calendar.moment(index, 0));
  const end = Math.min(resolved.due, calendar.moment(index, 1440));
  const seconds = calendar.clock(kind).between(begin, end);
  return seconds ? counted(day, { seconds }) : { date: day.date, verdict: "skipped", why: "after_hours" };
}

function counted(day, amount) {
  return { date: day.date, verdict: "counted", ...named(day), ...amount };
}

function skipped(day) {
  return { date: day.date, verdict: "skipped", why: day.why, ...named(day) };
}

// Only a holiday, a closure or a date with hours of its own has a name.
function named(day) {
  return day.name ? { name: day.name } : {};
}
