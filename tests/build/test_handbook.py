"""The handbook as HTML, and the pictures of it."""

import html.parser
import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gui.help.book import handbook, read_page


class Links(html.parser.HTMLParser):
    """Collects what a page points at, and what can be pointed at in it."""

    def __init__(self):
        super().__init__()
        self.targets, self.ids, self.outside = [], set(), []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.add(given.get("id"))
        for name in ("href", "src", "srcset"):
            if given.get(name):
                self.targets.append(given[name])


@pytest.fixture
def made(script, tmp_path):
    out = tmp_path / "handbook"
    script("handbook").write_html(out)
    return out


def read(page: Path) -> Links:
    links = Links()
    links.feed(page.read_text(encoding="utf-8"))
    return links


def test_every_page_is_there_and_the_first_one_is_the_index(made):
    names = {page.stem for page in made.glob("*.html")}
    assert names == {"index", *(page.name for page in handbook().pages)}
    assert (made / "index.html").read_bytes() == (made / "start.html").read_bytes()


def test_every_link_and_picture_resolves_within_the_folder(made):
    pages = {page.name: read(page) for page in made.glob("*.html")}
    for name, links in pages.items():
        for target in links.targets:
            assert not re.match(r"[a-z]+:|/", target), f"{name} leads out: {target}"
            file, _, place = target.partition("#")
            assert (made / (file or name)).is_file(), f"{name}: {target}"
            assert not place or place in pages[file or name].ids, f"{name}: {target}"


def test_the_search_knows_every_section_and_where_it_is(made):
    source = (made / "index.js").read_text(encoding="utf-8")
    index = json.loads(source.removeprefix("const HANDBOOK = ").removesuffix(";\n"))
    assert len(index) == sum(len(page.sections) for page in handbook().pages)
    for entry in index:
        file, _, place = entry["link"].partition("#")
        assert not place or place in read(made / file).ids


def test_looks_and_search_need_no_network(made):
    for name in ("handbook.css", "search.js"):
        text = (made / name).read_text(encoding="utf-8")
        for way_out in ("http", "url(", "@import", "fetch(", "XMLHttp", "import("):
            assert way_out not in text


def test_a_former_folder_is_replaced_as_a_whole(script, made):
    (made / "old.html").write_text("old")
    script("handbook").write_html(made)
    assert not (made / "old.html").exists()


def test_a_page_becomes_html_with_ids_tables_and_pictures_for_dark_screens(script):
    page = read_page(
        "page",
        "# T\n\n## A b\n\n[x](other.md#y) <b>\n\n"
        "| a |\n|---|\n| 1 |\n\n![p](pictures/w-light.png)\n",
    )
    made = script("handbook").body_of(page)
    assert '<h2 id="a-b">' in made
    assert '<a href="other.html#y">' in made
    assert "&lt;b&gt;" in made
    assert '<div class="wide"><table>' in made
    assert 'srcset="pictures/w-dark.png" media="(prefers-color-scheme: dark)"' in made


def test_the_made_parts_can_be_written_anew(script):
    tables = script("handbook_tables")
    text = "before\n<!-- made: losses -->\nold\n<!-- end -->\nafter\n"
    anew = tables.written_anew(text)
    assert "old" not in anew
    assert tables.losses() in anew
    assert tables.written_anew(anew) == anew


def test_columns_are_read_from_what_makes_a_table(script):
    tables = script("handbook_tables")
    sql = """CREATE TABLE t (a TEXT, "end" INTEGER CHECK ("end" > 0),
        b TEXT CHECK (b IN ('x', 'y')), UNIQUE (a, b), PRIMARY KEY (a))"""
    assert list(tables._names(sql)) == ["a", "end", "b"]


def test_keys_are_written_as_people_read_them(script):
    words = script("handbook_tables").key_words
    assert words(("Ctrl++", "Ctrl+=")) == "`Ctrl++` or `Ctrl+=`"
    assert words(("Ctrl+Return", "Ctrl+Enter")) == "`Ctrl+Enter`"
    assert words(("+",)) == "`+`"


def test_a_picture_keeps_its_grounds_when_it_gets_few_colours(script, qapp):
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2d3036"))
    painter = QPainter(picture)
    for number in range(200):
        painter.setPen(QColor.fromHsv(number, 200, 40 + number))
        painter.drawLine(0, number, number, number)
    painter.end()
    few = script("screenshots").with_few_colours(picture)
    assert few.colorCount() <= 256
    assert few.size() == picture.size()
    assert few.pixelColor(299, 100) == QColor("#2d3036")


def test_people_read_the_samples_a_little_differently(script):
    records = list(script("screenshots").team_records())
    people = {record["layer"]["annotator"] for record in records}
    assert people == {"annotator 1", "annotator 2", "annotator 3"}
    for record in records:
        known = {span["id"] for span in record["spans"]}
        for span in record["spans"]:
            if not span.get("fragments"):
                assert record["text"][span["start"] : span["end"]] == span["text"]
        assert all(link["source"] in known for link in record["links"])
