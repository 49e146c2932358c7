"""The documents lead to places of this company's data that are there; another company's documents name its own."""

from __future__ import annotations

from tests.sample_company import REPOSITORY
from tests.test_documents import DOCUMENTS, links_to_data


def test_every_link_of_a_document_to_the_data_leads_somewhere() -> None:
    """Of the guide for staff too."""
    found = {
        (document.parent / link).resolve()
        for document in (*DOCUMENTS, REPOSITORY / "GUIA.md")
        for link in links_to_data(document)
    }

    assert len(found) >= 3
    assert [path for path in found if not path.exists()] == []
