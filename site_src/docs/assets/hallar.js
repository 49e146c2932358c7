// Which places of the site answer what somebody typed, best first, and what of each to show.
import { isFigure, LEAST, menderOf, oneSlip, PART_FROM } from "./enmendar.js";
import { excerpt } from "./extracto.js";
import { folded, readerOf, remembered, wordsIn } from "./leer.js";
import MiniSearch from "./vendor/minisearch.js";

// A service's own page, or a question, before a page that only mentions it.
const WEIGHTS = { title: 6, also: 5, page: 1, text: 1 };
// A place that says less than this part of what the best one says is no answer.
const WORTH = 0.2;
// A place with many other wordings is hardly meant less by each of them.
const EVEN = { k: 1.2, b: 0.4, d: 0.5 };
// How much more a place answers that is called, or asked for, by what was typed word for word, those words included that
// tell no place; and where one name of it ends and the next begins.
const VERBATIM = 1.5;
// And one that has it as a whole name.
const NAMED = 5;
const BETWEEN_NAMES = /[·,]/;
// A word that stands somewhere is meant as it was typed. Any other may have one slip where it is longer; and the last of
// all may not be whole yet, a letter too where it is all that was typed.
const FIRM = { fuzzy: oneSlip, isBeginning: (word, at, words) => at === words.length - 1 && (word.length > 1 || at === 0) };
const LOOSE = { fuzzy: (word) => (word.length > 6 ? 2 : oneSlip(word)), isBeginning: (word) => word.length >= PART_FROM };
// What a title's word that tells no place from another counts beside those that do.
const UNSAID = 0.05;
// What an answer counts that leads nowhere, such as channels whose address nobody told; who asks for it by its title gets it.
const WAYLESS = 0.4;
// From what a place is called to what it mentions.
const TIERS = [["title"], ["also"], ["text", "page"]];
// Where more places say a word than this part of all, and than so many, those are meant that are called by it.
const COMMON = 1 / 6;
const MANY = 6;

/**
 * Return two functions from what was typed to places, {at, title, page, excerpt}: `find` gives those that answer it, and
 * `near` those that are called nearly so, to be asked for where none does.
 */
export function finder({ places, ignored, ...figures }) {
  const { said, termsSaid, asked: typedIn } = readerOf(figures);
  const placeOf = new Map(places.map((place) => [place.at, place]));
  const undated = new Set([...(figures.months ?? []), ...(figures.weekdays ?? [])].map(folded));
  const unsaid = new Set(ignored.split(" ").map(folded));
  const termOf = remembered((word) => (unsaid.has(folded(word)) ? null : singular(folded(word))));
  const called = remembered((name) => inWords(termsSaid(name)));
  const known = new Set();
  // The places of each name, whole.
  const named = new Map();
  // Of each term, how many places say it there and in no tier before.
  const saying = TIERS.map(() => new Map());
  const saidLastBy = new Map();
  const telling = remembered(tellingFields);
  const index = new MiniSearch({
    idField: "at",
    fields: Object.keys(WEIGHTS),
    extractField: (place, field) => (field === "at" ? place.at : noted(place, field, termsOf(place, field))),
    stringifyField: (terms) => terms,
    tokenize: (terms) => terms,
    processTerm: (word, field) => {
      const term = termOf(word);
      if (term) known.add(term);
      return term ?? (field === "title" && folded(word));
    },
    searchOptions: { bm25: EVEN, processTerm: termOf, boostDocument: (at, term) => (unsaid.has(term) ? 0 : 1) },
  });
  index.addAll(places);
  const mended = menderOf({ index, known, unsaid, termOf, typedIn, months: figures.months });
  for (const place of places) {
    for (const name of namesOf(place).map(keyOf)) named.set(name, [...(named.get(name) ?? []), place.at]);
  }
  return { find, near: (typed) => ranked(mended(typed), LOOSE) };

  // What ends in a word that stands somewhere may go on to a longer one: places with that come after those that say it.
  function find(typed) {
    const asked = mended(typed);
    const [firm, longer] = [ranked(asked, FIRM), ranked(asked, FIRM, true)];
    const ats = new Set(firm.map(({ at }) => at));
    return [...firm, ...longer.filter(({ at }) => !ats.has(at))];
  }

  // A place that answers all of what was asked stands before any that answers a part of it, however much it says of that;
  // and of two parts, the one that fewer places answer weighs more. A word that no place answers was not asked.
  function ranked({ asked, joined, begun }, { fuzzy, isBeginning }, longer = false) {
    const isSaid = asked.some(termOf);
    const last = (isSaid && asked.map(termOf).filter(Boolean).at(-1)) || folded(asked.at(-1) ?? "");
    // Nothing but the beginning of a name, one letter long at least.
    const isBegun = !isSaid || (asked.length === 1 && (last.length === 1 || (last.length < LEAST && !known.has(last))));
    const found = index.search(asked.join(" "), {
      boost: WEIGHTS,
      tokenize: () => [...joined, ...asked],
      // Who typed nothing but words that are not looked for may be at the beginning of another.
      processTerm: isSaid ? termOf : (word) => folded(word) === last && last,
      boostDocument: (at, term) => (unsaid.has(term) ? term.startsWith(last) && UNSAID : 1),
      fuzzy: (word) => !known.has(word) && !begun.has(word) && !isFigure(word) && fuzzy(word),
      prefix: (word, at, words) => begun.has(word) || ((longer || isBegun || !known.has(word)) && isBeginning(word, at, words)),
      weights: { fuzzy: 0.4, prefix: 0.6 },
    });
    const rarity = raritiesOf(found.map(({ queryTerms }) => queryTerms));
    const part = ({ queryTerms }) => sum(queryTerms.map((term) => rarity.get(term))) / sum([...rarity.values()]);
    const phrase = inWords(asked);
    const isVerbatim = (place) => asked.length > 1 && namesOf(place).some((name) => called(name).includes(phrase));
    // Word for word; else, where no name says it so, without the words that say nothing.
    const isInName = found.some(({ id }) => isVerbatim(placeOf.get(id)));
    const so = new Set([asked, ...(isInName ? [] : [asked.filter(termOf)])].map((words) => words.length > 0 && named.get(inWords(words.map(termed)))).find(Boolean));
    const wording = ({ id }) => (so.has(id) ? NAMED : isVerbatim(placeOf.get(id)) ? VERBATIM : 1);
    const isDeadEnd = ({ id, match }) => placeOf.get(id).wayless && !Object.values(match).every((fields) => fields.includes("title"));
    const scored = (one) => one.score * part(one) ** 2 * wording(one) * (isDeadEnd(one) ? WAYLESS : 1);
    // What a place says of its part, as much as others say of theirs, is an answer too, further down.
    for (const one of found) Object.assign(one, { worth: one.score / part(one), score: scored(one) });
    const meant = found.filter((one) => (isBegun ? isCalled(one) : isMeant(one) || so.has(one.id)));
    const [best, most] = ["score", "worth"].map((kind) => Math.max(...meant.map((one) => one[kind])));
    const answers = (meant.length > 0 ? meant : found)
      .filter((one) => one.score > best * WORTH || one.worth > most * WORTH || one.queryTerms.length === rarity.size)
      .sort((one, other) => (isBegun ? startOf(one) - startOf(other) : 0) || other.score - one.score);
    // Of words that say nothing a name may be made all the same: "qué necesito".
    const unfound = isSaid ? [] : [...so].filter((at) => answers.every(({ id }) => id !== at)).map((id) => ({ id, match: {}, queryTerms: [] }));
    return nearestFirst([...unfound, ...answers].map((one) => ({ ...shown(one, isBegun), answered: one.queryTerms.length })));

    // Where in a title what was begun begins: first of all, at another word of it, or nowhere.
    function startOf({ id }) {
      const words = termsSaid(placeOf.get(id).title);
      const at = (isSaid ? words.filter(termOf) : words).findIndex((word) => word.startsWith(last));
      return at < 0 ? 2 : Math.min(at, 1);
    }
  }

  // What many places mention, such as how each service is paid, is asked of those that are called by it.
  function isMeant({ match }) {
    return Object.entries(match).some(([term, fields]) => fields.some((field) => telling(term).includes(field)));
  }

  function isCalled({ match }) {
    return Object.values(match).flat().some((field) => TIERS.slice(0, -1).flat().includes(field));
  }

  function tellingFields(term) {
    const fields = [];
    let many = 0;
    for (const [at, tier] of TIERS.entries()) {
      const more = saying[at].get(term) ?? 0;
      if (many > 0 && many + more > Math.max(MANY, places.length * COMMON)) break;
      fields.push(...tier);
      many += more;
    }
    return fields;
  }

  function noted(place, field, words) {
    const tier = TIERS.findIndex((fields) => fields.includes(field));
    for (const term of words.map(termOf)) {
      if (saidLastBy.get(term) !== place) saying[tier].set(term, (saying[tier].get(term) ?? 0) + 1);
      saidLastBy.set(term, place);
    }
    return words;
  }

  function keyOf(name) {
    return inWords(termsSaid(name).map(termed));
  }

  function termed(word) {
    return termOf(word) ?? folded(word);
  }

  // What was measured is full of figures and dates, which nobody looks for there.
  function termsOf(place, field) {
    const measured = place.measured && field === "text";
    return place[field].split("\n").flatMap((line, at) => (measured && at > 0 ? wordsIn(line).filter((word) => !undated.has(word)) : termsSaid(line)));
  }

  // Of what was only begun, words that are no name of the place were hardly meant.
  function shown({ id, match }, isBegun) {
    const place = placeOf.get(id);
    const terms = Object.keys(match).filter((term) => !isBegun || isCalled({ match: { [term]: match[term] } }));
    return { at: place.at, title: place.title, page: place.page, excerpt: excerpt(place, new Set(terms), said, termOf) };
  }
}

// Of places that tell what was asked of another year each, the one of the nearest day comes first.
function nearestFirst(places) {
  const dated = places.filter(({ excerpt: { away } }) => away !== null);
  const ordered = dated.toSorted((one, other) => other.answered - one.answered || one.excerpt.away - other.excerpt.away);
  return places.map((place) => ordered[dated.indexOf(place)] ?? place);
}

function namesOf({ title, also }) {
  return [title, ...also.split(BETWEEN_NAMES)];
}

function inWords(terms) {
  return ` ${terms.map(folded).join(" ")} `;
}

// Words from abroad only add an s: tickets, spots, backups.
function singular(word) {
  // One "cliente", two "clientes": what ends in an e loses it in both.
  if (word.length > 4 && /[^aeiou]es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^aeiou]e$/.test(word)) return word.slice(0, -1);
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

// Of each term, how much it tells one place from another: the fewer have it, the more.
function raritiesOf(termsOfEach) {
  const having = new Map();
  for (const term of termsOfEach.flat()) having.set(term, (having.get(term) ?? 0) + 1);
  return new Map([...having].map(([term, many]) => [term, Math.log(1 + termsOfEach.length / many)]));
}

function sum(figures) {
  return figures.reduce((one, other) => one + other, 0);
}
