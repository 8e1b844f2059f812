from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.text.decoding import Unreadable
from db.text.normalise import from_bytes

LANGUAGES = {
    "cp1252": (
        "Le président a déclaré que la proposition n’était pas à l’ordre du jour.",
        "Der Außenminister lehnte den Vorschlag für eine Übergangsregierung ab – „unmöglich“.",
        "El señor Muñoz rechazó la propuesta española mañana.",
        "The minister said “no” – twice.",
        "A naïve idea.",
        "São Paulo não aceitou a proposta da comissão.",
        "Það er ekki hægt að samþykkja þessa tillögu.",
    ),
    "cp1250": (
        "Ministerstwo odrzuciło propozycję wysłania żołnierzy, mówiąc że to niemożliwe.",
        "Ministr odmítl návrh na vyslání vojáků, řekl že je to nemožné.",
        "A miniszter elutasította a javaslatot. Szörnyű, őrült ötlet.",
    ),
    "cp1254": (
        "Bakan, asker gönderilmesi önerisini reddetti; imkânsız olduğunu söyledi, çünkü geç.",
    ),
    "cp1251": ("Министр отклонил предложение о направлении войск, заявив, что это невозможно.",),
    "koi8-r": ("Министр отклонил предложение о направлении войск, заявив, что это невозможно.",),
    "cp1253": ("Ο υπουργός απέρριψε την πρόταση για αποστολή στρατευμάτων.",),
    "cp1255": ("השר דחה את ההצעה לשלוח חיילים ואמר שזה בלתי אפשרי.",),
    "cp1256": ("رفض الوزير اقتراح إرسال قوات قائلا إن ذلك مستحيل.",),
    "shift_jis": ("大臣は部隊を派遣する提案を拒否し、それは不可能だと述べた。",),
    "euc_jp": ("大臣は部隊を派遣する提案を拒否し、それは不可能だと述べた。",),
    "gb18030": ("部长拒绝了派遣部队的建议，称这是不可能的。",),
    "big5": ("部長拒絕了派遣部隊的建議，稱這是不可能的。",),
    "euc_kr": ("장관은 군대를 파견하자는 제안을 거부하며 불가능하다고 말했다.",),
    "tis_620": ("รัฐมนตรีปฏิเสธข้อเสนอที่จะส่งทหาร โดยกล่าวว่าเป็นไปไม่ได้",),
}
CASES = [(encoding, text) for encoding, texts in LANGUAGES.items() for text in texts]
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_a_text_without_a_mark_is_read_in_the_encoding_of_its_language(encoding, text):
    assert from_bytes(text.encode(encoding)).body == text


@pytest.mark.parametrize("encoding", MARKED)
@pytest.mark.parametrize("text", ["Plain.", "Déjà vu 👍🏽", "部長は拒否した", "رفض الوزير"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding, text):
    found = from_bytes(MARKED[encoding] + text.encode(encoding))
    assert (found.body, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_known_without_a_mark(encoding):
    text = "The minister said “no” to the plan — and left."
    assert from_bytes(text.encode(encoding)).body == text


@given(
    st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs", "Cc"]), min_size=1)
)
def test_utf_8_is_never_taken_for_anything_else(text):
    body = f"x{text}"
    found = from_bytes(body.encode())
    assert (found.body, found.encoding, found.notes) == (body, "utf-8", ())


def test_a_wrong_declaration_is_overruled_and_said():
    found = from_bytes(b'<?xml version="1.0" encoding="utf-8"?><p>caf\xe9 noir</p>')
    assert "café noir" in found.body
    assert "says that it is utf-8" in found.notes[0]
    assert found.encoding == "cp1252"


def test_a_right_declaration_is_followed():
    found = from_bytes('<?xml version="1.0" encoding="iso-8859-5"?><p>нет</p>'.encode("iso-8859-5"))
    assert "нет" in found.body


def test_a_declaration_of_an_unknown_encoding_is_only_noted():
    found = from_bytes(b'<meta charset="klingon"> yes')
    assert "klingon" in found.notes[0]
    assert found.encoding == "utf-8"


def test_a_person_can_say_the_encoding():
    assert from_bytes("Привет".encode("cp866"), declared="cp866").body == "Привет"


def test_a_utf_8_mark_before_something_else_is_overruled_and_said():
    found = from_bytes(b"\xef\xbb\xbfcaf\xe9 du coin")
    assert found.body == "café du coin"
    assert "begins like utf-8" in found.notes[0]


def test_what_may_be_another_encoding_is_said():
    found = from_bytes("部长拒绝了派遣部队的建议，称这是不可能的。".encode("gb18030"))
    assert "cp949" in found.notes[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n ", "nothing but white space"),
        (b"\xef\xbb\xbf", "it is empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "an office document"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00" * 100, "binary"),
        (b"text " + b"\x01\x02\x03" * 20, "binary"),
        ("déjà vu, déjà".encode()[:-1], "middle of a character"),
        ("日本語".encode()[:-2], "middle of a character"),
        ("日本語".encode("utf-16")[:-1], "middle of a character"),
        ("日本語".encode("utf-32")[:-3], "middle of a character"),
        (codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff", "may be damaged"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    with pytest.raises(Unreadable, match=reason):
        from_bytes(data)


def test_a_last_letter_of_latin_1_is_not_taken_for_a_truncated_character():
    assert from_bytes(b"caf\xe9").body == "café"
