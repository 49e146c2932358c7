"""Which unanswered subjects stand together, and which words of theirs may be seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.compute.gaps.grouping import FEWEST_WRITERS, Cluster, SubjectWords, clusters
from generator.compute.gaps.subject_words import subject_words


def grouped(*subjects: tuple[str, str], minimum: int = 3) -> tuple[Cluster, ...]:
    """GapGroup subjects, each with its writer."""
    return clusters([SubjectWords(subject_words(text), writer) for text, writer in subjects], minimum=minimum)


def test_subjects_that_share_two_words_stand_together() -> None:
    """Whatever else each says, the shared words are its name, as most wrote them."""
    found = grouped(
        ("No puedo entrar al panél", "a"),
        ("panel: imposible entrar", "b"),
        ("Entrar en el panel nuevo", "c"),
        ("Factura A", "d"),
    )

    assert found == (Cluster((0, 1, 2), ("entrar", "panel")),)


def test_what_is_left_stands_by_single_words() -> None:
    """After the pairs."""
    found = grouped(
        *((f"correos rebotan {word}", word) for word in ("uno", "siete", "ocho", "nueve")),
        *((f"correos {word}", word) for word in ("lentos", "perdidos", "vacios")),
    )

    assert [(cluster.members, cluster.label) for cluster in found] == [
        ((0, 1, 2, 3), ("correos", "rebotan")),
        ((4, 5, 6), ("correos",)),
    ]


def test_words_of_a_single_client_make_no_group() -> None:
    """Not even where that client writes every day."""
    assert grouped(*(("Radio Pampeana sin aire", "a"),) * 9, ("Radio Pampeana", "b")) == ()


def test_a_clients_words_do_not_show_in_a_group_of_many() -> None:
    """The group is everybody's; the name is used by one, and by a friend."""
    found = grouped(
        *(("Correos rebotan Pampeana", "a"),) * 20,
        ("Correos rebotan Pampeana", "b"),
        ("Correos rebotan", "c"),
        ("Correos rebotan", "d"),
    )

    assert [cluster.label for cluster in found] == [("correos", "rebotan")]


def test_small_groups_are_left_out() -> None:
    """As many as asked for, at least."""
    subjects = [("Correos rebotan", writer) for writer in "abcd"]

    assert [len(cluster.members) for cluster in grouped(*subjects, minimum=4)] == [4]
    assert grouped(*subjects, minimum=5) == ()


def test_asking_for_tiny_groups_shows_no_single_clients_words() -> None:
    """Three people stay three people."""
    assert grouped(("Correos rebotan", "a"), ("Correos rebotan", "b"), minimum=1) == ()


def test_the_largest_group_comes_first() -> None:
    """Of equals, the first by name."""
    found = grouped(
        *(("zona dns", writer) for writer in "abc"),
        *(("baja cuenta", writer) for writer in "abc"),
        *(("factura cuit", writer) for writer in "abcd"),
    )

    assert [cluster.label for cluster in found] == [("cuit", "factura"), ("baja", "cuenta"), ("dns", "zona")]


SUBJECTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["correo", "rebota", "panel", "clave", "dns", "pampeana"]), max_size=4),
        st.sampled_from("abcde"),
    ),
    max_size=30,
)


@given(SUBJECTS, st.integers(1, 6))
def test_every_shown_word_was_used_by_three_people_of_its_group(
    subjects: list[tuple[list[str], str]], minimum: int
) -> None:
    """For any subjects at all; and nobody stands in two groups."""
    entries = [SubjectWords(subject_words(" ".join(some)), writer) for some, writer in subjects]
    found = clusters(entries, minimum=minimum)

    placed = [index for cluster in found for index in cluster.members]
    assert len(placed) == len(set(placed))
    for cluster in found:
        assert len(cluster.members) >= minimum
        assert cluster.label
        for shown in cluster.label:
            users = {
                entries[index].writer
                for index in cluster.members
                if shown in {word.written for word in entries[index].words}
            }
            assert len(users) >= FEWEST_WRITERS
