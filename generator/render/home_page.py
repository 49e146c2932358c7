"""What the home page answers at once: any service's promise and date, and how long each group usually takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import to_builtins

from generator.model.base import GroupId
from generator.model.catalog import Catalog
from generator.model.facts import Facts
from generator.model.promise import Promise, TimeUnit
from generator.model.records import DayMark, Figures
from generator.render.calculator import promises_by_date
from generator.render.figure_words import Charts, outcome_words
from generator.render.markdown import Markdown, environment
from generator.render.pages import grouped
from generator.render.prose import lost_link_place
from generator.render.question_answers import wordings_of_service
from generator.render.search_index import search_words
from generator.render.structured_data import home_data
from generator.render.wording import PageWording
from generator.words.for_scripts import as_json, home_words
from generator.words.language import WORDS, words_in

SERVICES_FILE = "demoras/servicios.json"


@dataclass(frozen=True, slots=True)
class HomeRecords:
    """How each group's promises were kept, as the home page tells it."""

    shares: Mapping[GroupId, str] = field(default_factory=dict)
    """What part was on time over 30 days; a group that has no figure is left out."""
    strips: Mapping[GroupId, Markdown] = field(default_factory=dict)
    """The last 90 days of every group; empty where none had a case."""
    legend: Markdown | None = None


def home_parts(catalog: Catalog, attending: str, kept: HomeRecords) -> Mapping[str, Markdown]:
    """Return the parts that the hand-written home page names: the question to the script, orders, the table of groups.

    `attending` tells whether anybody is there, `kept` how each group's promises were kept.
    """
    own = words_in(catalog.calendar.zone)
    env = environment(own)
    usual = [
        (group, usual_delay([one.promise for _, one in services])) for group, services in grouped(catalog) if services
    ]
    # Who offers one service is not asked which.
    only = next(iter(catalog.services)) if len(catalog.services) == 1 else ""
    question = env.get_template("consulta.html").render(
        script_words=as_json(home_words(own)),
        attending=attending,
        only=only,
        invoices=catalog.company.invoices_url,
    )
    table = env.get_template("habituales.md").render(usual=usual, kept=kept, structured=home_data(catalog))
    lost = lost_link_place(catalog) if catalog.attention or catalog.company.order_link_question else None
    order = env.get_template("mi-pedido.md").render(is_read=catalog.billing.is_read, lost=lost)
    return {
        "page_name": Markdown(WORDS.cards.home_title),
        "service_question": Markdown(question),
        "order_question": Markdown(order),
        "usual_delays": Markdown(table),
    }


def home_records(catalog: Catalog, facts: Facts) -> HomeRecords:
    """Return what the home page tells of the groups that have services; nothing where no Ledger was read."""
    records, charts = facts.records, Charts()
    offered = {service.group for service in catalog.services.values()}
    groups = {key: one for key, one in records.groups.items() if key in offered} if records else {}
    shares = {
        key: outcome_words(group.periods.days30)
        for key, group in groups.items()
        if isinstance(group.periods.days30, Figures)
    }
    if all(day.mark is DayMark.NONE for group in groups.values() for day in group.strip):
        return HomeRecords(shares)
    strips = {key: charts.strip(key, catalog.groups[key].name, group) for key, group in groups.items()}
    return HomeRecords(shares, strips, charts.legend())


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
            "also": " · ".join(wordings_of_service(service)),
            "starts": say.clock_start(service),
            "waits": not catalog.starts_at_payment(service),
            "promises": promises_by_date(catalog, key),
            **({"left": left[key]} if key in left else {}),
        }
        for group, services in grouped(catalog)
        for key, service in services
    ]
    words = search_words(to_builtins(WORDS.search), to_builtins(WORDS.dates))
    return as_json({**words, "places": places}).encode()
