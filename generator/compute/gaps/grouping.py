"""Groups of subjects that share words, the largest first.

Greedy: the pair of words that most subjects share takes them, then the next pair, at last single words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.compute.gaps.subject_words import Word

FEWEST_WRITERS = 3
"""How many people must have used a word before it is shown: a client's own name is used by that client alone."""
MOST_IN_LABEL = 4

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """One subject's words and its writer."""

    words: tuple[Word, ...]
    writer: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Subjects by their place in what came in, and the words that many of their writers used, as usually written."""

    members: tuple[int, ...]
    label: tuple[str, ...]


def clusters(entries: Sequence[SubjectWords], *, minimum: int) -> tuple[Cluster, ...]:
    """Return the groups of at least `minimum` subjects by at least three people; a subject stands in one at most."""
    holders = _holders(entries, minimum)
    made: list[Cluster] = []
    while holders:
        key = min(holders, key=lambda key: (-len(key), -len(holders[key]), key))
        members = frozenset(holders[key])
        made.append(Cluster(tuple(sorted(members)), _label(entries, members, key)))
        for other in _keys(entries, members):
            if other in holders:
                holders[other] -= members
                if not _is_enough(entries, holders[other], minimum):
                    del holders[other]
    return tuple(sorted(made, key=lambda cluster: (-len(cluster.members), cluster.label)))


def _holders(entries: Sequence[SubjectWords], minimum: int) -> dict[Key, set[int]]:
    singles = _enough(
        entries, ((index, (word.key,)) for index, one in enumerate(entries) for word in one.words), minimum
    )
    pairs = _enough(
        entries,
        (
            (index, pair)
            for index, one in enumerate(entries)
            for pair in combinations(sorted(word.key for word in one.words if (word.key,) in singles), 2)
        ),
        minimum,
    )
    return singles | pairs


def _enough(entries: Sequence[SubjectWords], found: Iterable[tuple[int, Key]], minimum: int) -> dict[Key, set[int]]:
    holders: defaultdict[Key, set[int]] = defaultdict(set)
    for index, key in found:
        holders[key].add(index)
    return {key: some for key, some in holders.items() if _is_enough(entries, some, minimum)}


def _is_enough(entries: Sequence[SubjectWords], some: Iterable[int], minimum: int) -> bool:
    indexes = tuple(some)
    return len(indexes) >= minimum and len({entries[index].writer for index in indexes}) >= FEWEST_WRITERS


def _keys(entries: Sequence[SubjectWords], members: Iterable[int]) -> Iterable[Key]:
    found: set[Key] = set()
    for index in members:
        keys = sorted(word.key for word in entries[index].words)
        found.update((key,) for key in keys)
        found.update(combinations(keys, 2))
    return found


def _label(entries: Sequence[SubjectWords], members: frozenset[int], shared: Key) -> tuple[str, ...]:
    uses: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for index in sorted(members):
        for word in entries[index].words:
            uses[word.key].append((word.written, entries[index].writer))
    common = [
        key
        for key, some in uses.items()
        if key in shared or (len({writer for _, writer in some}) >= FEWEST_WRITERS and len(some) * 2 > len(members))
    ]
    ranked = sorted(common, key=lambda key: (key not in shared, -len(uses[key]), key))[:MOST_IN_LABEL]
    return tuple(_usual(uses, key) for key in ranked)


def _usual(uses: Mapping[str, Sequence[tuple[str, str]]], key: str) -> str:
    written = Counter(form for form, _ in uses[key])
    return min(written, key=lambda form: (-written[form], form))
