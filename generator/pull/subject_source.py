"""What every source of ticket subjects offers: a way to tell progress comes in, all its `Subjects` go out."""

from __future__ import annotations

from typing import Protocol

from generator.model.progress import Progress
from generator.model.subjects import Subjects


class SubjectSource(Protocol):
    """Where subjects are read from. Apart from `Source`, so that no sync can ever meet one."""

    def subjects(self, *, progress: Progress) -> Subjects:
        """Return every subject there is; nothing of them is written anywhere.

        Raises UnreachableError or UsageError where they cannot be had whole.
        """
        ...
