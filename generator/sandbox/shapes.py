"""A good answer's content comes in; the same with its lists in another of the shapes PHP writes them in goes out."""

from __future__ import annotations

from typing import Any

from generator.sandbox.faults import Fault

_SINGULARS = frozenset({"order", "lineitem", "invoice", "ticket", "reply", "note", "product", "customfield"})


def reshape(fault: Fault, content: Any) -> Any:
    """Return content with every list, at any depth, in the shape that the fault names."""
    if isinstance(content, list):
        return [reshape(fault, entry) for entry in content]
    if not isinstance(content, dict):
        return content
    if len(content) == 1:
        ((name, rows),) = content.items()
        if name in _SINGULARS and isinstance(rows, list):
            return _container(fault, name, [reshape(fault, row) for row in rows])
    return {name: reshape(fault, value) for name, value in content.items()}


def _container(fault: Fault, singular: str, rows: list[Any]) -> Any:
    if fault is Fault.NUMERIC_KEYS and rows:
        return {singular: {str(index): row for index, row in enumerate(rows)}}
    if fault is Fault.SINGLE_OBJECT and len(rows) == 1:
        return {singular: rows[0]}
    if fault is Fault.EMPTY_STRING and not rows:
        return ""
    return {singular: rows}
