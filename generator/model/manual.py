"""The company's manual (a BookStack wiki): which of its pages carry our block, and that block as it crosses to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from generator.model.addresses import FolderUrl
from generator.model.base import Flag, Frozen, Whole

BlockKind: TypeAlias = Literal["delays", "sla"]
"""`delays` is the catalog of services with their promises; `sla`, the channels and tickets with their targets."""

STAMP = re.compile(r"Generado el \w+ \d{1,2} de \w+ de \d{4}")
"""What alone may differ between two blocks that say the same: a push for its sake would flush a page's history."""


class ManualPage(Frozen):
    """One block on one page; `page` is BookStack's own number of it."""

    page: Annotated[Whole, Field(ge=1)]
    block: BlockKind
    open: Flag = False
    """Unfolded: for a page that exists for these figures."""


class Manual(Frozen):
    """`data/manual.yml`, which a company without such a manual does not have."""

    base_url: FolderUrl
    """BookStack's address; its API is `api/` under it."""
    edit_url: FolderUrl
    """Where `data/` is edited, for the block's link: file names are added to it."""
    pages: tuple[ManualPage, ...]
    assumed: Flag = False


@dataclass(frozen=True, slots=True)
class ManualBlock:
    """What one page shall carry: `body` is HTML without ids, `summary` plain text.

    BookStack keeps ids that begin with `bkmrk-` and replaces all others.
    """

    page: int
    kind: BlockKind
    summary: str
    body: str
    is_open: bool = False
    """Between two rules, where it would else stand folded."""

    @property
    def id(self) -> str:
        """Name the block in its page's HTML."""
        return f"bkmrk-demoras-{self.kind}"

    @property
    def rule_ids(self) -> tuple[str, str]:
        """Name the two `<hr>` between which a page may carry the block unfolded."""
        return f"{self.id}-start", f"{self.id}-end"

    @property
    def details_html(self) -> str:
        """Return the block as one folded element, which both of BookStack's editors keep whole."""
        return f'<details id="{self.id}"><summary>{escape(self.summary)}</summary>\n{self.body}\n</details>'

    @property
    def rules_html(self) -> str:
        """Return the block unfolded, between its two rules."""
        start, end = self.rule_ids
        return f'<hr id="{start}">\n{self.body}\n<hr id="{end}">'
