"""The tables of a page of before and after, by the label of their region, for tests."""

import re
from html import unescape
from xml.etree import ElementTree

Table = list[list[str]]
"""The rows of the body, cell by cell."""

REGION = re.compile(r'role="region" aria-label="([^"]*): table">(.*?)</div>', re.DOTALL)
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)


def page_tables(html: str) -> dict[str, list[Table]]:
    """Every region's tables; a label that is used twice is a mistake."""
    found = {}
    for label, inside in REGION.findall(html):
        assert label not in found
        found[unescape(label)] = [_rows(drawn) for drawn in TABLE.findall(inside)]
    return found


def table_of(tables: dict[str, list[Table]], ending: str) -> Table:
    """The first table of the one region whose label ends so."""
    (found,) = (each for label, each in tables.items() if label.endswith(ending))
    return found[0]


def _rows(drawn: str) -> Table:
    root = ElementTree.fromstring(drawn)
    return [["".join(cell.itertext()) for cell in row] for row in root.findall("./tbody/tr")]
