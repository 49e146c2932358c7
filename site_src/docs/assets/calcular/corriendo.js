// Clocks that run at some times and not at others, in whole UTC seconds; each question is a bisection.

/** Return the index of the first item of an ordered list that is not below a value. */
export function bisectLeft(list, value) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Return the index of the first item of an ordered list that is above a value. */
export function bisectRight(list, value) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < list[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The clock of elapsed time. */
export const always = {
  between: (start, end) => end - start,
  advance: (moment, seconds) => moment + seconds,
};

/** Return the clock that runs only inside spans `[start, end]`, which are apart and in order. */
export function runningClock(spans) {
  const starts = spans.map(([start]) => start);
  const ends = spans.map(([, end]) => end);
  let sum = 0;
  const usedByEnd = spans.map(([start, end]) => (sum += end - start));

  function usedBefore(moment) {
    const index = bisectRight(starts, moment) - 1;
    return index < 0 ? 0 : usedByEnd[index] - Math.max(0, ends[index] - moment);
  }

  return {
    between: (start, end) => usedBefore(end) - usedBefore(start),
    // Used up exactly at the end of a span, it is that end, never the start of the next one.
    advance(moment, seconds) {
      const goal = usedBefore(moment) + seconds;
      const index = bisectLeft(usedByEnd, goal);
      return index === ends.length ? null : ends[index] - (usedByEnd[index] - goal);
    },
  };
}
