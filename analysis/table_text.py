"""From the bytes of a file to its text: size, kind and encoding."""

import codecs

from analysis.table_problems import ProblemList, gettext_noop

MAX_BYTES = 8 * 1024 * 1024

_BINARY_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")


def read_text(data: bytes, problems: ProblemList) -> str | None:
    """The text with newlines as line breaks, or None where it is no text that we take."""
    if len(data) > MAX_BYTES:
        message = gettext_noop("The file is too big. The most we can read is %(limit)s MB.")
        problems.add(message, limit=MAX_BYTES // 1024**2)
        return None
    if data.startswith(_BINARY_STARTS):
        problems.add(
            gettext_noop(
                "This is not a CSV file. If it is a spreadsheet, open it there "
                "and save it as CSV first."
            )
        )
        return None
    text = _decode_as(data)
    if text is None:
        problems.add(gettext_noop("The file’s letters cannot be read. Save it as “CSV UTF-8”."))
        return None
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        problems.add(
            gettext_noop(
                "There is a NUL character here, so the file is not plain text. "
                "Save it as “CSV UTF-8”."
            ),
            text.count("\n", 0, text.index("\0")) + 1,
        )
        return None
    return text


def _decode_as(data: bytes) -> str | None:
    """UTF-16 with a byte order mark, else UTF-8, else what older Windows programs write."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
