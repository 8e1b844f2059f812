from __future__ import annotations

import io

import pytest

from db.formats import feed
from tests.db.formats.article_files import articles, notes, problems

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)
ITEM = """<item><title>Talks &amp;amp; more</title><link>https://example.org/1</link>
<guid isPermaLink="false">g1</guid><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<dc:creator>First</dc:creator><dc:creator>Second</dc:creator><description>Short.</description>
<media:content url="https://example.org/a.jpg"/>
<content:encoded><![CDATA[<p>They met &amp; parted.</p><p>One<br>two</p>]]></content:encoded>
</item>"""
SHORT = "<item><description>Only &lt;b&gt;this&lt;/b&gt;.</description></item>"


def rss(items: str, head: str = "") -> str:
    return (
        f'<rss version="2.0" {SPACES}><channel><title>The River Post</title><language>en</language>'
        f"<image><title>Logo</title></image>{head}{items}</channel></rss>"
    )


def read(data: str | bytes):
    raw = data.encode() if isinstance(data, str) else data
    return list(feed.read(io.BytesIO(raw), path="a.rss"))


def test_each_item_of_rss_is_an_article():
    reads = read(rss(ITEM + SHORT, "<copyright>CC BY 4.0</copyright>"))
    first, second = articles(reads)
    assert first.title == "Talks & more"
    assert first.body == "They met & parted.\n\nOne\ntwo"
    assert first.external_id == "g1"
    assert first.metadata == {
        "date": "2024-03-05",
        "publisher": "The River Post",
        "author": "First; Second",
        "language": "en",
        "address": "https://example.org/1",
        "licence": "CC BY 4.0",
    }
    assert second.body == "Only this."
    assert "author" not in second.metadata
    assert "in 1 of 2 entries the feed tells only" in notes(reads)[-1]


def test_each_entry_of_atom_is_an_article():
    reads = read("""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title type="html">La &lt;i&gt;Poste&lt;/i&gt;</title>
<entry><title>Un</title><id>urn:1</id><updated>2024-03-06T00:00:00Z</updated>
<published>2024-03-05T00:00:00Z</published><link rel="self" href="https://example.org/feed"/>
<link href="https://example.org/un"/><author><name>A</name><email>b</email></author>
<content type="html">&lt;p&gt;Oui.&lt;/p&gt;</content><summary>Non.</summary></entry>
<entry xml:lang="de"><title>Zwei</title><link rel="alternate" href="https://example.org/zwei"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ja</p><p>a &lt; b</p></div>
</content></entry>
<entry><content type="text">a &lt;b&gt; c</content></entry></feed>""")
    first, second, third = articles(reads)
    assert (first.title, first.body, first.external_id) == ("Un", "Oui.", "urn:1")
    assert first.metadata == {
        "date": "2024-03-05",
        "publisher": "La Poste",
        "author": "A",
        "language": "fr",
        "address": "https://example.org/un",
    }
    assert (second.body, second.metadata["language"]) == ("Ja\n\na < b", "de")
    assert third.body == "a <b> c"


def test_each_item_of_rss_1_is_an_article():
    reads = read(f"""<rdf:RDF xmlns="http://purl.org/rss/1.0/" {SPACES}
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="x">
<title>The Post</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
<item rdf:about="a"><title>T</title><link>https://example.org/a</link>
<description>Words.</description><dc:date>2024-03-05</dc:date></item></rdf:RDF>""")
    (article,) = articles(reads)
    assert article.body == "Words."
    assert article.metadata == {
        "date": "2024-03-05",
        "publisher": "The Post",
        "address": "https://example.org/a",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_is_the_one_that_it_says(encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + rss(
        "<item><description>Déjà vu</description></item>"
    )
    (article,) = articles(read(text.encode(encoding)))
    assert article.body == "Déjà vu"


def test_encodings_that_the_parser_does_not_know_are_read_too():
    text = '<?xml version="1.0" encoding="GB2312"?>' + rss(
        "<item><description>大使建议开放走廊</description></item>" * 3_000
    )
    assert {article.body for article in articles(read(text.encode("gb18030")))} == {
        "大使建议开放走廊"
    }
    for name in ("no-such-one", "zlib_codec"):
        (found,) = problems(read(f'<?xml version="1.0" encoding="{name}"?><rss/>'))
        assert "encoding" in found


def test_a_feed_that_breaks_off_gives_what_stands_before():
    reads = read(rss(ITEM + SHORT)[:-40])
    assert [read.record.article.external_id for read in reads if read.record] == ["g1"]
    (found,) = problems(reads)
    assert "it is no XML from character" in found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "no XML"),
        ("words", "no XML"),
        ("<html/>", "it is no feed"),
        ("<rss/>", "no entry with a text"),
        (rss("<item><title>T</title></item>"), "no entry with a text"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "by which files do harm"),
        ("<a>" * 100_000, "it is no feed"),
    ],
)
def test_what_is_no_feed_is_told(data, reason):
    (found,) = problems(read(data))
    assert reason in found


def test_nesting_without_end_is_refused(monkeypatch):
    deep = "<x>" * 20_000 + "</x>" * 20_000
    (found,) = problems(read(rss(f"<item><description>a{deep}</description></item>")))
    assert "nested too deep" in found
    monkeypatch.setattr(feed, "MAX_ELEMENTS", 1_000)
    assert problems(read(rss("<item><description>" + "<x/>" * 2_000)))
    assert len(articles(read(rss(ITEM * 300)))) == 300


def test_an_entry_that_fills_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(feed, "MAX_ENTRY_BYTES", 200_000)
    assert len(articles(read(rss(ITEM * 3_000)))) == 3_000
    (found,) = problems(read(rss(f"<item><description>{'x' * 300_000}</description></item>")))
    assert "an entry has more than" in found
