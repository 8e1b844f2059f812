"""Finding articles by their words, with and without an index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Stopped
from db.operations import articles, history, imports, search_index
from db.project import Project
from db.queries import search as queries
from tests.builders import BODY, all_rows, article_ids, author_of, make_article, make_project

BODIES = (
    BODY,
    "Der Außenminister lehnte den Vorschlag ab. Élysée und Straße.",
    "北京大学的学生拒绝了这个建议。",
    "รัฐบาลไทยปฏิเสธข้อเสนอ",
    "قال مُحَمَّد إن الحكومة ترفض المقترح",
    "대통령은 제안을 거부했다",
    "सरकार ने प्रस्ताव को ठुकराया हिन्दी",
    "He said “no 🙂” and left 👍🏽.",
    "A note on NATO: the so-called U.S.-led plan.",
)


@pytest.fixture(params=["indexed", "half indexed", "not indexed"])
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Project]:
    with make_project(tmp_path, articles=BODIES) as opened:
        if request.param == "indexed":
            assert search_index.index_some(opened).is_complete
        elif request.param == "half indexed":
            assert not search_index.index_some(opened, 4).is_complete
        yield opened


def found(project: Project, words: str) -> list[int]:
    """Which articles, by their place in the list."""
    order = article_ids(project)
    return sorted(order.index(hit.article) for hit in queries.search(project, words))


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("troops", [0]),
        ("TROOPS germany", [0]),
        ("troops Vorschlag", []),
        ("propos", [0]),
        ("prop", [0]),
        ('"send troops"', [0]),
        ('"troops send"', []),
        ("aussenminister", [1]),
        ("elysee", [1]),
        ("STRASSE", [1]),
        ("大学", [2]),
        ("学生", [2]),
        ("京", [2]),
        ("学大", []),
        ("ปฏิเสธ", [3]),
        ("محمد", [4]),
        ("المقترح", [4]),
        ("대통령", [5]),
        ("हिन्दी", [6]),
        ("🙂", [7]),
        ("👍", [7]),
        ("u.s.", [8]),
        ("so-called", [8]),
        ("", []),
        ('"', []),
        ("AND OR NOT", []),
        ("zzz", []),
    ],
)
def test_words_find_their_articles(project: Project, words: str, which: list[int]) -> None:
    assert found(project, words) == which


@given(st.text(max_size=30))
def test_no_text_is_a_wrong_query(words: str) -> None:
    queries.search(_shared(), words)


@given(st.sampled_from(BODIES), st.integers(0, 50), st.integers(1, 20))
def test_any_stretch_of_a_body_between_spaces_is_found_as_a_phrase(
    body: str, start: int, length: int
) -> None:
    words = body.split()[start % len(body.split()) :][:length]
    phrase = " ".join(words).replace("“", "").replace("”", "")
    hits = queries.search(_shared(), f'"{phrase}"')
    assert not any(each.isalnum() for each in phrase) or body[:10] in {
        _body(hit)[:10] for hit in hits
    }


def _body(hit: queries.Hit) -> str:
    row = (
        _shared()
        .connection.execute("SELECT body FROM article WHERE id = ?", (hit.article,))
        .fetchone()
    )
    return str(row[0])


_kept: list[Project] = []


def _shared() -> Project:
    return _kept[0]


@pytest.fixture(autouse=True, scope="module")
def _one_for_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with make_project(tmp_path_factory.mktemp("shared"), articles=BODIES) as project:
        search_index.index_some(project, 5)
        _kept.append(project)
        yield
    _kept.clear()


def test_a_hit_shows_the_words_around_and_where_they_are(project: Project) -> None:
    (hit,) = queries.search(project, "germany troops")
    shown = [hit.snippet[each.start : each.end] for each in hit.matches]
    assert shown == ["troops", "Germany", "troops"]
    assert hit.place is not None
    assert BODY[hit.place.start : hit.place.end] == "troops"
    assert [hit.title[each.start : each.end] for each in hit.title_matches] == ["troops"]


def test_the_snippet_of_a_late_match_begins_at_a_word_and_is_one_line(tmp_path: Path) -> None:
    body = "first words\n" * 30 + "then e\u0301lan vital\tcame\n" + "last words\n" * 30
    with make_project(tmp_path, articles=[body]) as project:
        (hit,) = queries.search(project, "élan")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert hit.snippet[1:6] in {"first", "words"}
    assert "\n" not in hit.snippet
    assert [hit.snippet[each.start : each.end] for each in hit.matches] == ["e\u0301lan"]
    assert hit.place is not None
    assert body[hit.place.start : hit.place.end] == "e\u0301lan"


def test_words_in_the_title_come_first(tmp_path: Path) -> None:
    bodies = [make_article("veto " * 9, title="One"), make_article("no veto", title="A veto")]
    with make_project(tmp_path, articles=bodies) as project:
        titles = [hit.title for hit in queries.search(project, "veto")]
    assert titles == ["A veto", "One"]


def test_a_word_of_the_title_and_one_of_the_body_together_find_the_article(
    tmp_path: Path,
) -> None:
    with make_project(tmp_path, articles=[make_article("b body", title="Title")]) as project:
        for _ in range(2):
            (hit,) = queries.search(project, "title body")
            assert len(hit.title_matches) == len(hit.matches) == 1
            search_index.index_some(project)


def test_only_as_many_hits_as_asked_for_come(project: Project) -> None:
    imports.add_articles(project, None, articles=[make_article("same words")] * 20)
    assert len(queries.search(project, "same words", 7)) == 7


def test_a_search_can_be_stopped(project: Project) -> None:
    with pytest.raises(Stopped):
        queries.search(project, "troops", is_cancelled=lambda: True)


def test_a_pasted_article_is_a_query_too(project: Project) -> None:
    assert found(project, BODY) == [0]


def test_letters_of_a_young_script_are_found(tmp_path: Path) -> None:
    # Letters of a script that came to Unicode after the index's tables were made.
    with make_project(tmp_path, articles=["word \U00012f90\U00012f91 word", "word"]) as project:
        search_index.index_some(project)
        assert found(project, "word") == [0, 1]
        assert found(project, "\U00012f90\U00012f91") == [0]


# The index


def test_the_index_is_made_in_slices_and_says_how_far_it_is(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        told: list[tuple[int, int | None]] = []
        indexed = search_index.index_some(
            project, 4, progress=lambda done, total: told.append((done, total))
        )
        assert indexed == queries.indexed(project) == queries.Indexed(done=4, total=9)
        assert (told[0], told[-1]) == ((0, 9), (4, 9))
        assert not indexed.is_complete
        assert search_index.index_some(project, 100).is_complete
        assert search_index.index_some(project, 100) == queries.Indexed(done=9, total=9)


def test_indexing_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        with pytest.raises(Stopped):
            search_index.index_some(project, is_cancelled=lambda: True)
        search_index.index_some(project, 3)
    with Project.open(project.path) as reopened:
        assert queries.indexed(reopened).done == 3
        search_index.index_some(reopened)
        assert search_index.is_sound(reopened)
        assert found(reopened, "plan") == [0, 8]


def test_indexing_beside_the_window_is_seen_by_it(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        with project.beside() as other:
            search_index.index_some(other)
        assert queries.indexed(project).is_complete


def test_articles_that_come_later_are_found_before_and_after_they_are_indexed(
    project: Project,
) -> None:
    imports.add_articles(project, author_of(project), articles=[make_article("A new veto.")])
    assert found(project, "veto") == [9]
    search_index.index_some(project)
    assert found(project, "veto") == [9]


def test_a_new_title_is_found_at_once_and_the_old_one_no_more(project: Project) -> None:
    article = article_ids(project)[2]
    author = author_of(project)
    for step, there in (("change", "veto"), ("undo", ""), ("redo", "veto")):
        if step == "change":
            articles.set_title(project, author, article=article, title="A veto")
        else:
            (history.undo if step == "undo" else history.redo)(project, author)
        for _ in range(2):
            assert found(project, "veto") == ([2] if there else [])
            search_index.index_some(project)
    assert found(project, "学生") == [2]


def test_articles_that_go_are_forgotten(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        search_index.index_some(project, 7)
        gone = article_ids(project)[:3]
        with project.transaction() as connection:
            search_index.forget(project, gone)
            connection.executemany("DELETE FROM article WHERE id = ?", [(each,) for each in gone])
        search_index.index_some(project)
        assert found(project, "troops") == []
        row = project.connection.execute(
            "SELECT count(*) FROM article_words WHERE article_words MATCH 'troops'"
        ).fetchone()
        assert row == (0,)
        assert search_index.is_sound(project)
        assert queries.indexed(project).is_complete


def test_numbers_of_articles_that_went_are_not_given_again(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        search_index.index_some(project)
        with project.transaction() as connection:
            connection.execute("DELETE FROM article WHERE number > 5")
        imports.add_articles(project, None, articles=[make_article("A new veto.")])
        assert not queries.indexed(project).is_complete
        assert found(project, "veto") == [5]


def test_the_index_can_be_made_anew(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        search_index.index_some(project)
        search_index.start_again(project)
        assert queries.indexed(project).done == 0
        assert found(project, "troops") == [0]
        search_index.index_some(project)
        assert found(project, "troops") == [0]


def test_indexing_is_no_step_of_the_journal(tmp_path: Path) -> None:
    with make_project(tmp_path, articles=BODIES) as project:
        before = all_rows(project, "operation", "change")
        search_index.index_some(project)
        assert all_rows(project, "operation", "change") == before
