"""Sites from a CSV file: address, and where there is one a title."""

from collections.abc import Callable
from dataclasses import dataclass

from rempart.directory.core.csv_table import BadTable, Fault, read_table

COLUMNS = {
    "address": ("url", "site", "adresse", "地址", "网址"),
    "title": ("name", "titre", "nom", "标题", "名称"),
}
MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to add, its address in the one form."""

    address: str
    title: str
    line: int


def read_sites(data: bytes, one_form: Callable[[str], str]) -> list[NewSite]:
    """Every site in the file; `one_form` raises ValueError for what is no address. Raises BadTable."""
    faults: list[Fault] = []
    sites: dict[str, NewSite] = {}
    for row in read_table(data, COLUMNS, ["address"]):
        if len(row.cells["title"]) > MAX_TITLE:
            faults.append(Fault(row.line, "too_long", {"column": "title", "most": MAX_TITLE}))
        try:
            address = one_form(row.cells["address"])
        except ValueError:
            faults.append(Fault(row.line, "bad_address"))
            continue
        first = sites.setdefault(address, NewSite(address, row.cells["title"], row.line))
        if first.line != row.line:
            faults.append(Fault(row.line, "address_twice", {"first": first.line}))
    if faults:
        raise BadTable(faults)
    return list(sites.values())
