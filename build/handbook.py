"""Turns the handbook into HTML, in `dist/handbook`: `.venv/bin/python build/handbook.py`.

One folder that needs no network and no server: a page is a file, the search works from a double
click, colours follow the system. `--out FOLDER` writes elsewhere. `--tables` does something else:
it writes the parts of the pages anew that the program knows best, and no HTML.
"""

import argparse
import html
import json
import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "resources" / "handbook"
LOOKS = Path(__file__).resolve().parent / "handbook_html"

sys.path.insert(0, str(ROOT))

from gui.help.book import Book, Page, handbook  # noqa: E402 - found only now

_LIGHT = "-light.png"


def main(arguments: list[str]) -> None:
    """Write the HTML, or the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "handbook")
    parser.add_argument("--tables", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.tables:
        write_tables()
    else:
        write_html(asked.out)
        print(f"Wrote {asked.out}")


def write_tables() -> None:
    """Write the made parts of all pages anew."""
    # Only here, because it needs all of the program.
    import handbook_tables  # noqa: PLC0415

    for path in sorted(SOURCE.glob("*.md")):
        before = path.read_text(encoding="utf-8")
        after = handbook_tables.written_anew(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"Wrote {path.relative_to(ROOT)}")


def write_html(out: Path) -> None:
    """Write all pages, what they need, and the index of the search, in place of a former folder."""
    book = handbook(SOURCE)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    template = (LOOKS / "page.html").read_text(encoding="utf-8")
    for page in book.pages:
        (out / f"{page.name}.html").write_text(_whole(book, page, template), encoding="utf-8")
    shutil.copyfile(out / f"{book.pages[0].name}.html", out / "index.html")
    for name in ("handbook.css", "search.js"):
        shutil.copyfile(LOOKS / name, out / name)
    # A script and not a JSON file: browsers read no files beside a page that was double-clicked.
    index = json.dumps(_index(book), ensure_ascii=False, separators=(",", ":"))
    (out / "index.js").write_text(f"const HANDBOOK = {index};\n", encoding="utf-8")
    if (SOURCE / "pictures").is_dir():
        shutil.copytree(SOURCE / "pictures", out / "pictures")


def body_of(page: Page) -> str:
    """Return a page as HTML, its headings with ids, its links and pictures as files beside it."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(page.markdown)
    headings = iter(page.sections)
    for token in tokens:
        if token.type == "heading_open":
            section = next(headings)
            if section.place.slug:
                token.attrSet("id", section.place.slug)
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", _as_html(str(child.attrGet("href"))))
    made = str(markdown.renderer.render(tokens, markdown.options, {}))
    made = re.sub(r"<table>.*?</table>", r'<div class="wide">\g<0></div>', made, flags=re.DOTALL)
    return re.sub(r'<img src="(?P<source>[^"]+)" alt="(?P<alt>[^"]*)" />', _picture, made)


def _as_html(link: str) -> str:
    name, hash_, slug = link.partition("#")
    return f"{name.removesuffix('.md')}.html{hash_}{slug}" if name.endswith(".md") else link


def _picture(found: re.Match[str]) -> str:
    source, alt = found["source"], found["alt"]
    plain = f'<img src="{source}" alt="{alt}" loading="lazy">'
    if not source.endswith(_LIGHT):
        return plain
    dark = source.removesuffix(_LIGHT) + "-dark.png"
    return (
        f'<picture><source srcset="{dark}" media="(prefers-color-scheme: dark)">{plain}</picture>'
    )


def _whole(book: Book, page: Page, template: str) -> str:
    return (
        template.replace("{{title}}", html.escape(page.title))
        .replace("{{contents}}", _contents(book, page))
        .replace("{{body}}", body_of(page))
        .replace("{{way}}", _way(book, page))
    )


def _contents(book: Book, shown: Page) -> str:
    lines = []
    for page in book.pages:
        mark = ' aria-current="page"' if page is shown else ""
        lines.append(f'<li><a href="{page.name}.html"{mark}>{html.escape(page.title)}</a>')
        if page is shown:
            under = [
                f'<li><a href="#{each.place.slug}">{html.escape(each.title)}</a></li>'
                for each in page.sections
                if each.level == 2
            ]
            lines.append(f"<ul>{''.join(under)}</ul>" if under else "")
        lines.append("</li>")
    return f"<ul>{''.join(lines)}</ul>"


def _way(book: Book, page: Page) -> str:
    at = book.pages.index(page)
    before = book.pages[at - 1] if at else None
    after = book.pages[at + 1] if at + 1 < len(book.pages) else None
    links = [
        f'<a rel="{rel}" href="{each.name}.html">{words}: {html.escape(each.title)}</a>'
        for rel, words, each in (("prev", "Before", before), ("next", "Next", after))
        if each is not None
    ]
    return "".join(links)


def _index(book: Book) -> list[dict[str, str]]:
    return [
        {
            "link": f"{page.name}.html" + (f"#{each.place.slug}" if each.place.slug else ""),
            "page": page.title,
            "title": each.title,
            "words": each.words,
        }
        for page in book.pages
        for each in page.sections
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
