"""Tries, inside a frozen program, the libraries that it is made of: `demarche-check FOLDER`.

`smoke.py` calls it, by a link of that name. What a person can do by keys and commands is tried from
outside; here is what that would not reach: the libraries for hubs without a server, the keyring
without a desktop, what Qt sorts and draws by plugins and data of its own. Writes `printed.pdf` and
`page.jpg` into FOLDER, names each thing that worked, and ends with the first error.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

# They belong to the desktop, and where it has none Qt does without what needs them.
_OF_THE_DESKTOP = ("libcups", "libwayland", "libQt6Wayland")
_WITHOUT_THEM = ("/printsupport/", "/wayland-", "libqwayland", "libQt6Wayland")


def main() -> None:
    """Try everything."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1])
    _try("libraries", _load_libraries)
    _try("S3", _sign_a_request)
    _try("SFTP", _make_a_key)
    _try("WebDAV", _make_a_client)
    _try("keyring", _find_keyrings)
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - what stands above needs no Qt

    app = QGuiApplication([])
    _try("sorting", _sort)
    _try("letters", _change_case)
    _try("time zones", _name_a_zone)
    _try("boundaries", _find_words)
    _try("pictures", lambda: _draw(folder))
    _try("printing", lambda: _print(folder))
    app.quit()


def _try(name: str, trial: Callable[[], None]) -> None:
    trial()
    print(name, flush=True)


def _expect(found: object, expected: object) -> None:
    if found != expected:
        sys.exit(f"{found!r} where {expected!r} was expected")


def _load_libraries() -> None:
    """Each library finds all that it needs, in the bundle or the system."""
    inside = Path(sys.prefix)
    found = [file for file in sorted(inside.rglob("*.so*")) if not file.is_symlink()]
    if not found:
        sys.exit(f"there are no libraries in {inside}")
    for file in found:
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            # PyInstaller says its own words over those of the system.
            missing = str(error.__cause__ or error).startswith(_OF_THE_DESKTOP)
            if not (missing and any(part in str(file) for part in _WITHOUT_THEM)):
                raise


def _sign_a_request() -> None:
    """What boto3 knows of the storage is there: its service, its regions, its rules."""
    client = import_module("boto3").client(
        "s3", region_name="eu-central-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    address = client.generate_presigned_url(
        "get_object", Params={"Bucket": "bucket", "Key": "package"}
    )
    _expect("X-Amz-Signature" in address or "Signature=" in address, expected=True)
    import_module("certifi").contents()


def _make_a_key() -> None:
    paramiko = import_module("paramiko")
    key = paramiko.RSAKey.generate(2048)
    signed = key.sign_ssh_data(b"data")
    _expect(key.verify_ssh_sig(b"data", paramiko.Message(signed.asbytes())), expected=True)
    import_module("bcrypt").kdf(b"password", b"salt", 16, 50)


def _make_a_client() -> None:
    """A client that is made reads the certificates of all authorities."""
    with import_module("httpx").Client() as client:
        request = client.build_request("PROPFIND", "https://example.org/folder/")
    _expect(request.headers["host"], "example.org")


def _find_keyrings() -> None:
    """The keyrings of all desktops are found by what keyring says of itself."""
    names = {each.name for each in entry_points(group="keyring.backends")}
    _expect({"SecretService", "Windows", "macOS"} - names, set())
    import_module("keyring").get_keyring()
    if sys.platform == "linux":
        import_module("keyring.backends.SecretService")
        import_module("secretstorage")


def _sort() -> None:
    from PySide6.QtCore import QCollator, QLocale  # noqa: PLC0415

    def in_order(language: str, words: str) -> str:
        return " ".join(sorted(words.split(), key=QCollator(QLocale(language)).sortKey))

    _expect(in_order("de", "Zug Öl Ofen Äpfel Apfel"), "Apfel Äpfel Ofen Öl Zug")
    _expect(in_order("sv", "ö å zebra ä a"), "a zebra å ä ö")
    _expect(in_order("fr", "côté cote coté côte"), "cote coté côte côté")
    _expect(in_order("cs", "chata hora cena"), "cena hora chata")
    _expect(in_order("zh", "中 安"), "安 中")


def _change_case() -> None:
    from PySide6.QtCore import QLocale  # noqa: PLC0415

    _expect(QLocale("tr").toUpper("istanbul"), "İSTANBUL")
    _expect(QLocale("de").toUpper("straße"), "STRASSE")


def _name_a_zone() -> None:
    from PySide6.QtCore import QLocale, QTimeZone  # noqa: PLC0415

    zone = QTimeZone(b"Europe/Berlin")
    if not zone.isValid():  # nothing says where time zones are, on the barest of systems
        return
    times, names = QTimeZone.TimeType, QTimeZone.NameType
    for language, expected in (
        ("de", "Mitteleuropäische Normalzeit"),
        ("fr", "heure normale d’Europe centrale"),
    ):
        said = zone.displayName(times.StandardTime, names.LongName, QLocale(language))
        _expect(said, expected)


def _find_words() -> None:
    from PySide6.QtCore import QTextBoundaryFinder  # noqa: PLC0415

    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, "Ja. Nein.")
    _expect((finder.toNextBoundary(), finder.toNextBoundary()), (4, 9))


def _draw(folder: Path) -> None:
    from PySide6.QtGui import QIcon, QImage, QImageReader  # noqa: PLC0415

    known = {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()}
    _expect({"jpeg", "png", "svg"} - known, set())
    drawing = import_module("gui.resource_paths").resource("icons", "demarche.svg")
    picture = QIcon(str(drawing)).pixmap(64, 64).toImage()
    _expect(picture.isNull(), expected=False)
    written = picture.convertToFormat(QImage.Format.Format_RGB32).save(str(folder / "page.jpg"))
    _expect(written, expected=True)


def _print(folder: Path) -> None:
    """Printing to a file works with and without the library for printers."""
    from PySide6.QtGui import QImage, QPainter, QTextDocument  # noqa: PLC0415
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

    QPrinterInfo.availablePrinters()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    painter = QPainter(printer)
    painter.drawImage(0, 0, QImage(str(folder / "page.jpg")))
    text = QTextDocument()
    text.setPlainText("The assembly rejected the corridor within hours, and nobody was surprised.")
    text.drawContents(painter)
    painter.end()
    _expect((folder / "printed.pdf").read_bytes()[:5], b"%PDF-")
