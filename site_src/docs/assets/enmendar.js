// What somebody typed as terms that stand somewhere: slips of the hand mended, words apart that were joined, figures in parts.
import { folded } from "./leer.js";

/** Letters that a word has at least to be mended; shorter ones are no words of their own. */
export const LEAST = 3;
/** Letters from which on a part of a word stands for it. */
export const PART_FROM = 4;
// A number of this many digits that stands nowhere is an order's.
const NUMBER_FROM = 4;
// As the filter's field: of what somebody pasted, each letter more costs the index more than the one before.
const LONGEST = 80;

/** Return how many slips a word may have that is looked for as it was meant. */
export function oneSlip(word) {
  return word.length > PART_FROM && 1;
}

/**
 * Return a function that mends what was typed for an `index`: its `known` terms, the words that are `unsaid`, and
 * `termOf`, `typedIn` and `months` as `hallar.js` has them.
 */
export function menderOf({ index, known, unsaid, termOf, typedIn, months = [] }) {
  // A word that stands nowhere is looked for as one whose neighbours changed places or that lost a letter, as several
  // that lost their spaces, and by its beginning: "hosteo" as what begins with "host". A figure that stands nowhere is
  // looked for by its parts, and two words that together make up one as that too: "simple news". Returns the terms as
  // `asked`, those two `joined`, and those of them that are beginnings as `begun`.
  return (text) => {
    const begun = new Set();
    const pieces = typedIn(text.slice(0, LONGEST)).filter(([, terms]) => terms.length > 0);
    const asked = pieces.flatMap(([, terms]) => (isFigure(terms[0]) ? parts(terms, pieces.length === 1) : terms.flatMap(mend)));
    const joined = asked.slice(1).map((word, at) => folded(asked[at] + word)).filter(isWhole);
    return { asked, joined, begun };

    function mend(word) {
      if (word.length < LEAST || termOf(word) === null) return word;
      if (index.search(word, { tokenize: whole, prefix: true, fuzzy: oneSlip }).length > 0) return word;
      // Who has no "ñ" at hand writes "ni".
      const others = [...swaps(word), ...(word.includes("ni") ? [word.replace("ni", "n")] : [])];
      const other = others.find(word.length < PART_FROM ? isWhole : isKnown) ?? lacking(word);
      if (other || word.length < PART_FROM) return other ?? word;
      const apart = split(word);
      if (apart) return apart;
      const beginning = beginnings(folded(word)).find(isKnown);
      if (!beginning) return word;
      begun.add(termOf(beginning));
      return beginning;
    }
  };

  function isKnown(word) {
    return index.search(word, { tokenize: whole, prefix: true }).length > 0;
  }

  function isWhole(word) {
    return known.has(termOf(word));
  }

  // "18hora" stands nowhere, and "18h" on the clock; of a day that stands nowhere its month may, to which its neighbours
  // belong; a long number is an order's, and so is a shorter one alone.
  function parts(terms, isAlone) {
    const onClock = terms.map((term) => /^(\d{1,2})(?:\p{L}+)?$/u.exec(term)?.[1]).filter(Boolean).map((hour) => `${Number(hour)}h`).filter(isWhole);
    const there = terms.filter((term) => isWhole(term) || (terms.length === 1 && isKnown(term)));
    if (there.some(isFigure)) return terms.length === 1 ? [...there, ...onClock] : there;
    if (onClock.length > 0) return onClock;
    const month = terms.map((term) => months[Number(/^\d+\/(\d+)$/.exec(term)?.[1]) - 1]).filter(Boolean);
    if (there.length === 0 && month.length > 0) return month.map(folded);
    return /^\d+$/.test(terms[0]) && terms[0].length >= (isAlone ? LEAST : NUMBER_FROM) ? ["#"] : there;
  }

  // The shortest words have no letter to spare: one of the known ones with a letter more, not their first.
  function lacking(word) {
    if (word.length !== PART_FROM) return null;
    const isShorter = (term) => [...term].some((_, at) => at > 0 && term.slice(0, at) + term.slice(at + 1) === word);
    return [...known].find((term) => term.length === word.length + 1 && isShorter(term)) ?? null;
  }

  // As few known words as make up the whole: "numerodepedido". Words that say nothing join others.
  function split(word) {
    const best = [[]];
    for (let end = 2; end <= word.length; end += 1) {
      for (let from = 0; from <= end - 2; from += 1) {
        const part = word.slice(from, end);
        const fits = unsaid.has(part) || (part.length >= LEAST && isWhole(part));
        if (best[from] && fits && (!best[end] || best[from].length + 1 < best[end].length)) best[end] = [...best[from], part];
      }
    }
    const found = best[word.length];
    return found?.length > 1 && found.some((part) => part.length >= PART_FROM && !unsaid.has(part)) ? found : null;
  }
}

function swaps(word) {
  const signs = [...word];
  return signs.slice(1).map((sign, at) => [...signs.slice(0, at), sign, signs[at], ...signs.slice(at + 2)].join(""));
}

// Of a word its greater part: from less, anything could begin.
function beginnings(word) {
  const least = Math.max(PART_FROM, Math.ceil(word.length * 0.6));
  return Array.from({ length: Math.max(0, word.length - least) }, (_, at) => word.slice(0, word.length - 1 - at));
}

function whole(word) {
  return [word];
}

/** Return whether a term is a figure, or what stands for one. */
export function isFigure(term) {
  return Boolean(term) && "0123456789@#$".includes(term[0]);
}
