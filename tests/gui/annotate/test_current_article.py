from __future__ import annotations

from db.model import LayerState
from db.operations import comments, layers, spans
from tests.journeys.annotator import Annotator


def test_a_span_that_an_operation_wants_selected_is_selected_when_views_hear_of_it(
    annotator: Annotator,
):
    seen = []
    current = annotator.page.current
    current.reloaded.connect(lambda: seen.append(current.selected is not None))
    annotator.select("Every ally")
    annotator.press("A")
    assert seen == [True]


def test_a_span_that_is_gone_is_no_longer_selected(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A")
    span = annotator.selected
    article = annotator.page.current.article
    assert span is not None
    assert article is not None
    annotator.session.run(spans.delete_span, article=article.id, span=span.id)
    assert annotator.selection.span is None


def test_changes_of_other_articles_are_not_read(annotator: Annotator):
    current = annotator.page.current
    before = current.annotation
    annotator.press("J")
    other = current.article
    annotator.press("K")
    heard = []
    current.reloaded.connect(lambda: heard.append(1))
    assert other is not None
    annotator.session.run(layers.set_flag, article=other.id, flag="")
    assert heard == []
    assert current.annotation == before


def test_only_what_an_operation_touched_is_read_again(annotator: Annotator):
    annotator.select("Every ally")
    annotator.press("A")
    current = annotator.page.current
    before, article = current.annotation, current.article
    assert before is not None
    assert article is not None
    annotator.session.run(layers.set_state, article=article.id, state=LayerState.DONE)
    assert current.annotation is not None
    assert current.annotation.spans is before.spans
    assert current.annotation.layer.state is LayerState.DONE


def test_comments_of_the_article_are_known(annotator: Annotator):
    article = annotator.page.current.article
    assert article is not None
    annotator.session.run(comments.add_comment, article=article.id, text="Is this so?")
    assert [comment.text for comment in annotator.page.current.comments] == ["Is this so?"]


def test_without_a_layer_the_annotation_is_empty(annotator: Annotator):
    assert annotator.annotation.spans == ()
    assert annotator.annotation.layer.id == ""
