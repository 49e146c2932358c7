"""What staff send a client about a service, in three lengths; today's dates are left for the browser to fill in.

The texts stand in `templates/respuestas/`, one file per length, and the sentence with the date in `generator/words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from generator.model.base import RequirementId, ServiceId
from generator.model.catalog import Catalog, Service
from generator.model.facts import Facts
from generator.model.promise import Promise
from generator.render.markdown import Markdown, environment, escape
from generator.render.prose import Prose
from generator.render.wording import PageWording, way_to_pay
from generator.words.language import WORDS, words_in
from generator.words.phrases import day_words, enumerated, inside_sentence

SHORT_LONGEST = 300
"""Characters of a short reply, its date included: what WhatsApp on a phone shows without «Leer más»."""
_SAY = WORDS.replies
_LENGTHS = {"corto": (_SAY.short, "espacio"), "medio": (_SAY.middle, "linea"), "largo": (_SAY.long, "parrafo")}
"""Each length's title, which names no channel that a company may not have, and what parts its date from the rest."""
_PAID = (_SAY.paid, _SAY.paid)
_PAID_OF_TWO = (_SAY.paid_of_two_short, _SAY.paid_of_two)
_MET = (_SAY.met_short, _SAY.met)
"""Each sentence as the short reply has it, right after the one that names the requirements, and as the others do."""
_WHEN = _SAY.before_hour.format(day=_SAY.today, time="18:00")
_DAY = WORDS.dates.end_of_day.format(day=day_words(date(2026, 9, 30)))
"""The longest that a moment gets: a Wednesday late in September."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One text to send, as HTML whose own text it is."""

    id: str
    title: str
    html: Markdown


@dataclass(frozen=True, slots=True)
class Situation:
    """What the client does today, with the reply to it in every length."""

    id: str
    title: str
    replies: tuple[Reply, ...]


class ReadyReplies:
    """The replies about the services of a Catalog, with the promises of a build."""

    def __init__(self, catalog: Catalog, facts: Facts) -> None:
        self._catalog = catalog
        self._promises = facts.promises
        self._words = PageWording(catalog)
        self._say = Prose(catalog, facts.promises)
        self._html = environment(words_in(catalog.calendar.zone))
        self._plain = SandboxedEnvironment(
            loader=PackageLoader("generator.render"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
        )

    def of(self, key: ServiceId) -> tuple[Situation, ...]:
        """Return what to answer about a service, what a client asks most often first."""
        if self._catalog.starts_at_payment(self._catalog.services[key]):
            return (self._situation(key, "pago", _SAY.if_paid, _PAID),)
        return (
            self._situation(key, "requisitos", _SAY.if_met, _MET),
            self._situation(key, "pago", _SAY.if_paid, _PAID_OF_TWO),
        )

    def asking(self, key: ServiceId) -> Markdown:
        """Return what to send a client who still has to meet a service's requirements."""
        return self._rendered("pedido", self._context(key))

    def _situation(self, key: ServiceId, id_: str, title: str, sentences: tuple[str, str]) -> Situation:
        short, full = sentences
        pays = id_ == "pago"
        replies = (self._reply(key, length, short if length == "corto" else full, pays=pays) for length in _LENGTHS)
        return Situation(id_, title, tuple(replies))

    def _reply(self, key: ServiceId, length: str, sentence: str, *, pays: bool) -> Reply:
        context = {**self._context(key, length, sentence), **self._slots(key, length, sentence), "pays": pays}
        return Reply(length, _LENGTHS[length][0], self._rendered(length, context))

    def _rendered(self, template: str, context: Mapping[str, Any]) -> Markdown:
        return Markdown(self._html.get_template(f"respuestas/{template}.txt").render(context).strip())

    def _context(self, key: ServiceId, length: str = "", sentence: str = "") -> Mapping[str, Any]:
        service = self._catalog.services[key]
        requirements = self._asked(service)
        whole: dict[str, Any] = {
            "name": service.name,
            "delay_of": _SAY.delay_of.format(service=service.name),
            "since": self._words.clock_start(service),
            "clock": self._words.clock_explained(service),
            "requirements": requirements,
            "names": enumerated([inside_sentence(name) for name, _ in requirements]),
            "company": self._catalog.company.name,
            "pay_at": way_to_pay(self._catalog.company),
            "url": f"{self._catalog.company.site_url}demoras/{key}/",
        }
        if length != "corto":
            return whole
        # The name goes last: staff answer somebody who has just named the service.
        shorter: tuple[dict[str, Any], ...] = ({}, {"requirements": ()}, {"requirements": (), "name": ""})
        fitting = (whole | less for less in shorter if self._fits(key, whole | less, sentence))
        return next(fitting, whole | shorter[-1])

    def _asked(self, service: Service) -> tuple[tuple[str, str], ...]:
        """Return each requirement's name, how and by which way to meet it, where a client has more to do than pay."""
        if self._catalog.starts_at_payment(service):
            return ()
        found = (self._catalog.requirements[RequirementId(name)] for name in service.requirements)
        return tuple((one.name, f"{self._say(one.how)} {self._words.way_spelt(one)}".strip()) for one in found)

    def _slots(self, key: ServiceId, length: str, sentence: str) -> Mapping[str, Markdown]:
        own, now = self._catalog.services[key].promise, self._promises[key]
        day = ' data-dia=""' if length == "largo" else ""
        return {
            "term": Markdown(f'<span data-plazo="">{escape(_term(now, own))}</span>'),
            "date": Markdown(
                f'<span data-oracion="{escape(sentence)}" data-antes="{_LENGTHS[length][1]}"{day}></span>'
            ),
        }

    def _fits(self, key: ServiceId, context: Mapping[str, Any], sentence: str) -> bool:
        """Whether the text stays within its length on every day to come, whichever notice holds then."""
        own = self._catalog.services[key].promise
        notices = (one for one in self._catalog.notices.values() if key in self._catalog.notice_services(one))
        promises = [own, *(notice.promise for notice in notices if notice.promise)]
        longest = max((_term(promise, own) for promise in promises), key=len)
        ranged = any(promise.first for promise in promises)
        dates = WORDS.dates
        due = dates.between.format(first=_DAY, last=_DAY) if ranged else dates.by.format(due=_DAY)
        told = " " + sentence.format(when=_WHEN, due=due)
        text = self._plain.get_template("respuestas/corto.txt").render({**context, "term": longest, "date": told})
        return len(text.strip()) <= SHORT_LONGEST


def _term(promise: Promise, own: Promise) -> str:
    return str(promise) if promise == own else _SAY.temporary.format(promise=promise)
