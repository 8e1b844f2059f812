"""The store against a plain model: random actions, undo, redo, and restarts in between."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import (
    invariant,
    rule,
    run_state_machine_as_test,
)

from db import doctor
from db.operations import history
from db.project import Project
from db.queries import layers as layer_queries
from tests.db.store.around import Around
from tests.db.store.linking import Linking
from tests.db.store.marking import Marking
from tests.db.store.model import (
    ModelLayer,
    ModelLink,
)
from tests.db.store.register import Register


class StoreMachine(Marking, Linking, Register, Around):
    """All that a person does in any order, with undo, redo and restarts in between."""

    def teardown(self) -> None:
        try:
            self._undo_everything()
        finally:
            self.project.close()
            self.folder.cleanup()

    def _undo_everything(self) -> None:
        while history.undo(self.project, self.author) is not None:
            assert self.history.undo()
        assert not self.history.undo()
        self.agree()
        assert [each.text for each in doctor.examine(self.project)] == []

    @rule()
    def undo(self) -> None:
        changes = history.undo(self.project, self.author)
        assert (changes is not None) == self.history.undo()

    @rule()
    def redo(self) -> None:
        changes = history.redo(self.project, self.author)
        assert (changes is not None) == self.history.redo()

    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)
        self._count_ids()

    @invariant()
    def agree(self) -> None:
        state = self.present
        assert self._stored_referents() == state.referents
        assert self._stored_comments() == state.comments
        stored_links: dict[str, ModelLink] = {}
        for article in self.articles:
            layer = layer_queries.of(self.project, article, self.author)
            assert layer is not None
            assert layer.active_seconds == self.reading[article]
            assert state.layers[article] == ModelLayer(
                layer.state, layer.nothing_here, layer.flag, dict(layer.labels)
            )
            found = self._article(article)
            assert (found.title, found.metadata) == (
                state.titles[article],
                state.metadata[article],
            )
            annotation = layer_queries.annotation(self.project, layer)
            for span in annotation.spans:
                assert span.quote == found.body[span.start : span.end]
            for link in annotation.links:
                stored_links[link.id] = ModelLink(
                    article, link.source, link.role, link.target, link.absence
                )
        assert self._stored_spans() == state.spans
        assert stored_links == state.links


def test_the_store_does_what_the_model_does() -> None:
    run_state_machine_as_test(
        StoreMachine, settings=settings(max_examples=30, stateful_step_count=40, deadline=None)
    )
