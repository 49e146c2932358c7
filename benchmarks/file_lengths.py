"""What the lengths of the sealed files tell somebody who sees only those: the orders of each length, by their stage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.model.views import OrderView
from generator.publish.order_files import seal_order
from generator.publish.seal import SIZES, WRITTEN_SIZES
from generator.publish.secret import Secret
from generator.words.language import WORDS


def length_lines(views: Sequence[OrderView], secret: Secret, site: str) -> Iterator[str]:
    """Yield a table for the six lengths that the format has, and one for those that are written."""
    for title, sizes in (("los seis del formato", SIZES), ("los que se escriben", WRITTEN_SIZES)):
        table: dict[int, Counter[str]] = defaultdict(Counter)
        for view in views:
            table[len(seal_order(secret, site, 0, view, sizes).data)][_stage(view)] += 1
        total = sum(size * orders.total() for size, orders in table.items())
        yield f"  con {title}: {len(views)} archivos, {total / 1e6:.2f} MB, {_guess(table.values()):.0%} se adivinan"
        for size, orders in sorted(table.items()):
            yield f"    {size:6} bytes: " + ", ".join(f"{count} {stage}" for stage, count in orders.most_common())


def _stage(view: OrderView) -> str:
    stages = {item.state for item in view.items}
    if len(stages) == 1:
        return WORDS.stages.of(stages.pop()).short
    return "terminados" if view.closed else "varias etapas"


def _guess(groups: Iterable[Counter[str]]) -> float:
    """Return the share of orders whose stage is named right by whoever names each length's commonest."""
    groups = tuple(groups)
    return sum(max(group.values()) for group in groups) / sum(group.total() for group in groups)
