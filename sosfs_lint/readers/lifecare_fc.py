"""Lifecare, family care: matters, decisions, measures and a list of documents; the interface gives no notes and no texts."""

from __future__ import annotations

from collections.abc import Iterator

from sosfs_lint import model
from sosfs_lint.readers.lifecare_ec import ElderlyCare


class FamilyCare(ElderlyCare):
    """One person's items from the interface for family care."""

    def arenden(self) -> Iterator[model.Arende]:
        """Investigations, and executions as matters of their own."""
        yield from super().arenden()
        for value, identifier in self._of("executions"):
            items = self._items
            yield model.Arende(
                id=identifier,
                typ=items.string(value, "type", "dossiertype") or "genomförande",
                startad=items.tid(value, "fromdate", "startdate"),
                avslutad=items.tid(value, "todate", "enddate"),
                place=value.place,
            )

    def insatser(self) -> Iterator[model.Insats]:
        for value, identifier in self._of("services"):
            yield self._measure(value, identifier)

    def handlingar(self) -> Iterator[model.Handling]:
        """Documents by title and kind; whether they came in or were drawn up is not said, and they are not read."""
        for value, identifier in self._of("documents"):
            yield model.Handling(
                id=identifier,
                slag="okant",
                typ=self._items.string(value, "documenttype"),
                titel=self._items.text(value, "title"),
                arende=self._items.string(value, "ownerid") if self._is_matter(self._items.string(value, "ownerid")) else None,
                fil=(model.Fil(sokvag=identifier, place=value.place),),
                place=value.place,
            )

    def _is_matter(self, identifier: str | None) -> bool:
        return identifier is not None and any(own == identifier for _, own in self._of("investigations", "executions"))
