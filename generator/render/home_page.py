"""What the home page answers at once: any service's promise and date, and how long each group usually takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.promise import Promise, TimeUnit
from generator.render.calculator import promises_by_date
from generator.render.markdown import Markdown, environment
from generator.render.pages import grouped
from generator.render.records_page import HomeRecords
from generator.render.wording import PageWording
from generator.words.for_scripts import as_json, home_words
from generator.words.language import WORDS
from generator.words.phrases import service_wordings

SERVICES_FILE = "demoras/servicios.json"


def home_parts(
    catalog: Catalog, promises: Mapping[ServiceId, Promise], attending: str, kept: HomeRecords
) -> Mapping[str, Markdown]:
    """Return the parts that the hand-written home page names: the question to the script, and the table of groups.

    `attending` tells whether anybody is there, `kept` how each group's promises were kept.
    """
    env = environment()
    usual = [
        (group, usual_delay([promises[key] for key, _ in services])) for group, services in grouped(catalog) if services
    ]
    question = env.get_template("consulta.html").render(script_words=as_json(home_words()), attending=attending)
    table = env.get_template("habituales.md").render(usual=usual, kept=kept)
    return {"service_question": Markdown(question), "usual_delays": Markdown(table)}


def usual_delay(promises: Sequence[Promise]) -> str:
    """Return a group's promises in words: one from the shortest figure to the longest, or two of different units."""
    ordered = sorted(promises, key=_length)
    shortest, longest = ordered[0], ordered[-1]
    if shortest.unit != longest.unit:
        ends = Promise(None, shortest.first or shortest.last, shortest.unit), Promise(None, longest.last, longest.unit)
        return WORDS.home.from_to.format(first=ends[0], last=ends[1])
    low = min(one.first or one.last for one in promises if one.unit == longest.unit)
    return str(Promise(low if low < longest.last else None, longest.last, longest.unit))


def _length(promise: Promise) -> tuple[int, int]:
    """Return about how long a promise is, in seconds at its ends, to order those of one group."""
    unit = promise.unit
    size = unit.seconds if isinstance(unit, TimeUnit) else unit.days * 86_400
    return promise.last * size, (promise.first or promise.last) * size


def services_json(catalog: Catalog, left: Mapping[str, str]) -> bytes:
    """Return the services as the home page's script finds and counts them, in the order of their table.

    `left` is what is said of those that take longer than promised.
    """
    say = PageWording(catalog)
    places = [
        {
            "at": f"demoras/{key}/",
            "title": service.name,
            "page": group.name,
            "text": "",
            "also": " · ".join((*service_wordings(service.name), *service.also)),
            "starts": say.clock_start(service),
            "waits": not catalog.starts_at_payment(service),
            "promises": promises_by_date(catalog, key),
            **({"left": left[key]} if key in left else {}),
        }
        for group, services in grouped(catalog)
        for key, service in services
    ]
    return as_json({"ignored": WORDS.search.ignored, "places": places}).encode()
