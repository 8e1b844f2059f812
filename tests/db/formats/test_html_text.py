from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from db.formats import html_text


def words(html: str) -> str:
    return html_text.read(html).text


def test_paragraphs_lines_and_cells_are_kept_apart():
    assert words("<p>One</p><p>two<br>three</p>") == "One\n\ntwo\nthree"
    assert words("<ul><li>a</li><li>b</li></ul>c") == "a\nb\n\nc"
    assert words("<table><tr><td>a<td>b</tr><tr><td>c<td>d</table>") == "a\tb\nc\td"


def test_spaces_are_evened_but_not_inside_words():
    assert words("<p>  One\n  <b>two</b>, <i>th</i>ree </p>") == "One two, three"
    assert words("<pre>a\n  b</pre>") == "a\n  b"


def test_what_nobody_sees_is_left_out():
    assert words("<script>x</script><style>y</style>seen<!-- z --><template>t</template>") == "seen"


def test_characters_come_as_they_are_meant():
    assert words("a &amp; b &lt;c&gt; &#x1F600; caf&eacute;") == "a & b <c> 😀 café"
    assert words("plain words") == "plain words"
    assert words("") == words("  ") == ""


def test_title_heading_and_language_are_known():
    found = html_text.read(
        "<html lang='fr'><head><title>T &amp; t</title></head><body><h2><b>First</b> one</h2>"
        "<p>x</p><h1>Second</h1></body></html>"
    )
    assert (found.title, found.heading, found.language) == ("T & t", "First one", "fr")
    assert found.text == "First one\n\nx\n\nSecond"


def test_nesting_without_end_is_read():
    assert words("<div>" * 200_000 + "deep") == "deep"
    root = ElementTree.Element("div")
    inner = root
    for _ in range(50_000):
        inner = ElementTree.SubElement(inner, "div")
    inner.text = "deep"
    assert html_text.words_of(root) == "deep"
    while len(root):
        # Freed from the outside in, for a tree this deep is freed by calls as deep.
        root = root[0]


def test_a_tree_is_read_like_its_text():
    html = "<div>a<p>b <b>c</b> d</p>e<br/>f<ul><li>g</li><li>h</li></ul></div>"
    assert html_text.words_of(ElementTree.fromstring(html)) == words(html)


@given(st.lists(st.sampled_from(["a", "b", " ", "\n", "&lt;", "é", "<br>", "<p>"]), max_size=30))
def test_all_letters_stay_in_their_order(pieces):
    html = "".join(pieces)
    seen = html.replace("<br>", " ").replace("<p>", " ").replace("&lt;", "<")
    assert words(html).split() == seen.split()


@given(st.text(alphabet="<>/pbr =\"'!-&;x\x00\ud800", max_size=80))
def test_any_markup_gives_words(html):
    words(html).encode()
