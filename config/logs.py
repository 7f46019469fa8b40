"""Log lines that cannot carry what people wrote in their diaries."""

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FramesOnly(logging.Formatter):
    """Formats an exception as its type and the places it passed through, never its message.

    A database's message quotes the row that it refused, notes included.
    """

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802
        kind, _, tb = ei
        frames = "".join(traceback.format_tb(tb))
        return f"{frames}{kind.__name__ if kind else ''}"

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have stored the full text on the shared record.
        record.exc_text = None
        return super().format(record)
