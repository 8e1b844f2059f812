"""Articles that make tools stumble: wide characters, any script, spans of every kind."""

from db.formats.record import Record, RecordLayer, RecordLink, RecordSpan
from db.model import Absence, AnnotatorKind, Fragment, NewArticle

_BODIES = {
    "astral": "👩🏽‍🚀 Ana said 🇫🇷 “no” to the 𝄞 plan — “never” 🙅.\nThe 👻 plan failed.",
    "right-to-left": "رفض مجلس البحيرة اقتراح نقل الميناء.\nقال الوزير: «لا».",
    "unspaced": "山間鉄道の廃止案に沿線三町が反対した。町長は「受け入れられない」と述べた。",
    "combining": "E\u0301milie de\u0301clara que le plan e\u0300chouera. हिन्दी में नहीं।",
    "spaced": " \tTwo  spaces,\ttabs\u00a0and\u2028odd\u2029breaks\x85here.\n\n\n\nThe end  \n",
    "signs": "<b>\"Quotes\" & 'signs'</b> cost {5} [%] \\n =1+1 #tag; T1\tA 0 1\tx",
}


def awkward_records() -> list[Record]:
    """One record for each body, with spans that nest, cross, coincide and fit no word."""
    return [_record(name, body) for name, body in _BODIES.items()]


def _record(name: str, body: str) -> Record:
    words = [place for place in _words(body) if place[0] < place[1]]
    first, second, third, last = words[0], words[1], words[2], words[-1]
    spans = [
        _span("whole", "PROPOSAL", (first[0], last[1])),
        _span("nested", "ACTOR", second),
        _span("same", "REJECTION", second),
        _span("crossing", "PROPOSAL", (second[0], third[1])),
        _span("gap", "REJECTION", first, third),
        _span("letter", "ACTOR", (last[1] - 1, last[1])),
    ]
    return Record(
        article=NewArticle(
            title=f"=A “{name}” article", body=body, external_id=name, metadata={"language": "en"}
        ),
        layer=RecordLayer(kind=AnnotatorKind.HUMAN, annotator="annotator 1"),
        spans=tuple(sorted(spans, key=lambda span: (span.start, -span.end))),
        links=(
            RecordLink(id="l1", role="proposed_by", source="whole", target="nested"),
            RecordLink(id="l2", role="rejects", source="gap", target="crossing"),
            RecordLink(
                id="l3", role="rejects", source="same", target=None, absence=Absence.IMPLIED
            ),
        ),
    )


def _words(body: str) -> list[tuple[int, int]]:
    places = []
    start = None
    for position, character in enumerate(f"{body} "):
        if character.isspace() and start is not None:
            places.append((start, position))
            start = None
        elif not character.isspace() and start is None:
            start = position
    if len(places) < 3:
        # Scripts without spaces: two characters are a word.
        places = [(start, start + 2) for start in range(0, len(body) - 2, 3)]
    return places


def _span(identifier: str, label: str, *pieces: tuple[int, int]) -> RecordSpan:
    return RecordSpan(
        id=identifier, label=label, fragments=tuple(Fragment(*piece) for piece in pieces)
    )
