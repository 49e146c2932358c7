"""Names in few letters: what is renamed, what may not be, and that the script does the same."""

from __future__ import annotations

import re

import pytest

from generator.render.short_names import with_short_names
from tests.render.test_bundle import said

RENAMED = {
    "first told one": """
const first = 1;
function told(one) { return one + first; }
console.log(told(1));
""",
    "told it": """
function told(one) { return `${one} ${[one].map((it) => `one ${it + one}`)}`; }
console.log([1].map(told));
""",
    "one two rest three": """
function told({ kind: one }, [two, ...rest], three = 3) { return [one, two, rest, three]; }
console.log(told({ kind: 1 }, [2, 4]));
""",
    "first second one": """
const [first, second] = [1, 2];
for (const one of [first]) console.log(one, second);
""",
    "fault told one found": """
try { throw 3; } catch (fault) { console.log(fault); }
const told = async (one) => one;
told(4).then((found) => console.log(found));
""",
    "third": """
const first = 8;
const second = 2;
const third = 1;
console.log(first / second / third, /first[/]second/.test("first/second"));
""",
    "told two": """
const two = 2;
function told(one = Number(two)) { return one; }
console.log(told(), told(1));
""",
    "third fourth": """
const third = true;
const fourth = 2;
console.log(third ? fourth : 3, { first: fourth, second() { return fourth; } }.second());
""",
}
"""What is given a short name, and where: lists, parameters, faults, slots, beside patterns and choices."""
KEPT = {
    "one": """
function told(one) { return { one }; }
console.log(told(1));
""",
    "kind": """
function told({ kind }) { return kind; }
console.log(told({ kind: 1 }));
""",
    "told": """
const one = { told: 1 };
const told = 2;
console.log(one.told, one?.told, told);
""",
    "field": """
class One {
  field = 1;
  told() { return this.field; }
}
const field = 2;
console.log(new One().told(), field);
""",
    "marked": """
class One extends Array {
  marked = 1;
  told() { return this.marked; }
}
const marked = 2;
console.log(new One().told(), marked);
""",
    "status": """
const status = 1;
console.log(status, typeof globalThis);
""",
    "name": """
const told = (name) => name + typeof globalThis;
console.log(told(1));
""",
    "text": """
const text = 1;
function told(text) { return text; }
console.log(told(2), text);
""",
}
"""What keeps its name: put into an object, taken out of one, property, of a class, a browser's, two things at once."""


@pytest.mark.parametrize("names", RENAMED)
def test_what_only_the_script_calls_by_a_name_has_a_short_one_and_it_does_the_same(names: str) -> None:
    script = RENAMED[names]
    made = with_short_names(script)
    assert said(made) == said(script) != ""
    assert len(made) < len(script)
    # What stands between quotes, or in a text outside its slots, is no name.
    words = re.sub(r'".*?"|`one |/first.*?/\.', "", made)
    assert not set(names.split()) & set(re.findall(r"\w+", words))


@pytest.mark.parametrize("name", KEPT)
def test_what_is_a_property_too_or_means_two_things_keeps_its_name(name: str) -> None:
    made = with_short_names(KEPT[name])
    assert said(made) == said(KEPT[name]) != ""
    assert name in re.findall(r"\w+", made)


def test_one_name_is_kept_only_where_it_has_to_be() -> None:
    """A statement that puts it in an object keeps it; another's variable of the same name is its own."""
    script = (
        "function one(kind) {{ return {{ kind }}; }}\nfunction two({0}) {{ return {0}; }}\nconsole.log(one(1), two(2));"
    )
    made = with_short_names(script.format("kind"))
    assert made == script.format("a").replace("one", "aa").replace("two", "ab")
    assert said(made) == said(script.format("kind"))


def test_no_short_name_is_a_word_of_the_language() -> None:
    """Some of two letters are: here come as many names as would reach `do`, `if` and `in`."""
    names = [f"name{number}" for number in range(500)]
    script = "".join(f"const {name} = 1;\n" for name in names) + f"console.log({' + '.join(names)});\n"
    made = with_short_names(script)
    assert said(made) == said(script) != ""
    assert not set(names) & set(re.findall(r"\w+", made))


def test_a_text_without_its_end_is_refused() -> None:
    with pytest.raises(ValueError, match="uno"):
        with_short_names("const a = `uno;\n")
