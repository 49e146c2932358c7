// The calendar of `calendario.json`, ready to count on. Days are numbered from the first one loaded.

import { always, bisectRight, runningClock } from "./corriendo.js";

const DAY = 86_400;
/** The clocks that count whole days. */
export const DAY_CLOCKS = ["business_days", "calendar_days"];

/** Return the calendar of a feed: moments are UTC seconds, `wall` seconds are the site's own clock read as if UTC. */
export function readCalendar(feed) {
  if (feed.v !== 1) throw new Error(`calendario.json: v ${feed.v}`);
  const firstWall = midnightOf(feed.first_year);
  const size = (midnightOf(feed.last_year + 1) - firstWall) / DAY;
  const zone = zoneOf(feed.offsets);
  const days = daysOf(feed, firstWall, size);
  const business = days.flatMap((day, index) => (day.hours.length ? [index] : []));
  const moment = (day, minutes) => zone.toUtc(firstWall + day * DAY + minutes * 60);
  const spans = (minutes) => business.flatMap((day) => minutes(day).map((span) => span.map((at) => moment(day, at))));
  const clocks = {
    elapsed: always,
    business_day_hours: runningClock(spans(() => [[0, 1440]])),
    open_time: runningClock(spans((day) => days[day].hours)),
  };

  return {
    lastYear: feed.last_year,
    days,
    moment,
    toUtc: zone.toUtc,
    toWall: zone.toWall,
    has: (day) => day >= 0 && day < size,
    localDay: (second) => Math.floor((zone.toWall(second) - firstWall) / DAY),
    isBusinessDay: (day) => days[day].hours.length > 0,
    opening: (day) => moment(day, days[day].hours[0][0]),
    closing,
    cutOff: (day) => (feed.cut_off === null ? closing(day) : Math.min(closing(day), moment(day, feed.cut_off))),
    // With 0 it is the last business day up to `day`; null beyond the loaded years.
    nthBusinessDayAfter: (day, count) => business[bisectRight(business, day) - 1 + count] ?? null,
    clock: (kind) => clocks[kind],
    unit: unitsOf(feed.units, Object.keys(clocks)),
  };

  function closing(day) {
    return moment(day, days[day].hours.at(-1)[1]);
  }
}

/** Return what gives the unit of a key. One that nobody here can count is refused: no date is better than a wrong one. */
function unitsOf(table, running) {
  return (key) => {
    const unit = Object.hasOwn(table, key) ? table[key] : {};
    const size = running.includes(unit.clock) ? unit.seconds : DAY_CLOCKS.includes(unit.clock) ? unit.days : null;
    if (!Number.isInteger(size) || size < 1) throw new Error(`calendario.json: ${key}`);
    return { clock: unit.clock, size };
  };
}

/** Return a year's first midnight as wall seconds; `Date.UTC` would take 26 for 1926. */
function midnightOf(year) {
  return Date.parse(`${String(year).padStart(4, "0")}-01-01T00:00:00Z`) / 1000;
}

function zoneOf(offsets) {
  const changes = offsets.map(([second]) => second);
  const walls = offsets.map(([second, offset], at) => second + Math.max(offset, offsets[at - 1]?.[1] ?? offset));
  const turn = (list, value) => Math.max(0, bisectRight(list, value) - 1);
  return {
    // A wall time that comes twice is its first turn; one that is skipped is the change that skips it.
    toUtc(wall) {
      const at = turn(walls, wall);
      return Math.min(wall - offsets[at][1], changes[at + 1] ?? Infinity);
    },
    toWall: (second) => second + offsets[turn(changes, second)][1],
  };
}

function daysOf(feed, firstWall, size) {
  const special = new Map(feed.special.map((day) => [day.date, day]));
  return Array.from({ length: size }, (_, index) => {
    const day = new Date((firstWall + index * DAY) * 1000);
    const date = day.toISOString().slice(0, 10);
    const own = special.get(date);
    if (own) return { date, hours: own.hours ?? [], why: own.why, name: own.name };
    const hours = feed.week[(day.getUTCDay() + 6) % 7];
    return { date, hours, why: hours.length ? undefined : "weekend", name: undefined };
  });
}
