"""Log lines that carry neither what people wrote in their diaries nor the secret of a link."""

import logging
import re
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def _as_sent(text: str) -> str:
    """An expression for a text in an address, of which any character may be percent-encoded."""
    either = (f"(?:{c}|%(?:25)*(?:{ord(c):x}|{ord(c.upper()):x}))" for c in text)
    return "".join(either)


SECRETS_BELOW = ("/calendar", "/my-day", "/invitation")
# All that follows, whatever was pasted with the link: spaces, quotes, another line.
SECRET_LINK = re.compile(
    rf"({'|'.join(map(_as_sent, SECRETS_BELOW))}).+?(?= HTTP/\d\.\d\"|\Z)",
    re.IGNORECASE | re.DOTALL,
)


class Discreet(logging.Formatter):
    """Formats an exception as its type and the places it passed through, never its message.

    A database's message quotes the row that it refused, notes included. What stands behind one of
    SECRETS_BELOW in an address is blanked: who has that reads a person's dates, logs a day, or
    takes up an invitation.
    """

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802
        kind, _, tb = ei
        frames = "".join(traceback.format_tb(tb))
        return f"{frames}{kind.__name__ if kind else ''}"

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have stored the full text on the shared record.
        record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        return SECRET_LINK.sub(r"\1…", super().formatMessage(record))
