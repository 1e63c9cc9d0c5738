"""CSV files from strangers: whole, or a list of lines; nothing else ever comes out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.directory.core.csv_table import MAX_BYTES, MAX_FAULTS, MAX_ROWS, BadTable, Fault, plain_fault
from rempart.directory.core.people_table import NewPerson, read_people
from rempart.directory.core.sites_table import read_sites
from rempart.directory.web.words import fault_text
from rempart.scanner.core.target import parse_target


def faults(data: bytes) -> list[tuple[int, str]]:
    with pytest.raises(BadTable) as bad:
        read_people(data)
    assert all(fault_text(fault) for fault in bad.value.faults)
    return [(fault.line, fault.code) for fault in bad.value.faults]


def outcome(data: bytes) -> tuple[list[NewPerson], list[Fault]]:
    try:
        return read_people(data), []
    except BadTable as bad:
        return [], list(bad.faults)


def one_form(text: str) -> str:
    return parse_target(text).url("")


def test_a_plain_table() -> None:
    data = "name,email,staff_number,team\nÉmile Zola,Emile@Firm.example,7,Cuisine\n王小明,,,\n".encode()
    assert read_people(data) == [
        NewPerson("Émile Zola", "emile@firm.example", "7", "Cuisine", 2),
        NewPerson("王小明", line=3),
    ]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffNom;Courriel;Matricule\r\nÉmile;e@firm.example;7\r\n".encode(),
        "姓名\t邮箱\t工号\nÉmile\te@firm.example\t7\n".encode(),
        b'\n"NAME","E-mail","Staff number"\n\n"\xc3\x89mile","e@firm.example","7"\n,,\n',
    ],
)
def test_as_spreadsheets_write_it(data: bytes) -> None:
    (person,) = read_people(data)
    assert (person.name, person.email, person.staff_number) == ("Émile", "e@firm.example", "7")


def test_lines_are_those_of_the_file() -> None:
    data = b'name,email\n"A\xe2\x80\xa8B",a@firm.example\n\n\nBob,bob\nEve,\n,x@firm.example\n'
    assert faults(data) == [(2, "control"), (7, "missing")]  # the cells are looked at only once the lines are plain
    assert faults(b"name,email\nAnn,a@f.example\n\nBob,bob\nEve,A@f.example\n") == [
        (4, "bad_email"),
        (5, "email_twice"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"name\n", "empty"),
        (b"name\n \n", "empty"),
        (b"email\na@f.example\n", "no_column"),
        (b"name,shoe\nA,44\n", "unknown_column"),
        (b"name,nom\nA,B\n", "column_twice"),
        (b"name\nA,B\n", "too_many_cells"),
        (b"name\n" + b"x" * 2_049, "too_long"),
        (b"name\n" + b"x" * 201, "too_long"),
        (b"name\n" + b"x" * 200_000, "unreadable"),
        (b'name\n"A\n', "unreadable"),
        (b'name\n"A"b\n', "unreadable"),
        (b"name\nA\x00B\n", "control"),
        (b"name\nA\x1b[31mB\n", "control"),
        ("name\nA\u202eB\n".encode(), "control"),
        ("name\nÉmile\n".encode("latin-1"), "not_utf8"),
        ("name\nÉmile\n".encode("utf-16"), "not_utf8"),
        (b"name\n\xff\n", "not_utf8"),
        (b"name\n" + b"\n".join(b"p%d" % n for n in range(MAX_ROWS + 1)), "too_many_rows"),
        (b"name\n" + b"x" * MAX_BYTES, "too_large"),
        (b"name,staff_number\nA,7\nB,7\n", "number_twice"),
    ],
)
def test_each_fault_has_its_code(data: bytes, code: str) -> None:
    assert code in {found for _, found in faults(data)}


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t=", " =", "\r="])
@pytest.mark.parametrize("column", ["name", "email", "staff_number", "team"])
def test_formulas_are_refused_in_every_column(mark: str, column: str) -> None:
    cells = {"name": "A", "email": "", "staff_number": "", "team": ""} | {column: f'"{mark}HYPERLINK(1)"'}
    data = (",".join(cells) + "\n" + ",".join(cells.values()) + "\n").encode()
    assert {code for _, code in faults(data)} <= {"formula", "control", "unreadable"}


def test_a_wrong_file_does_not_fill_the_page() -> None:
    assert len(faults(b"name,email\n" + b"A,b\n" * 500)) == MAX_FAULTS


def test_not_utf8_says_which_line() -> None:
    assert faults(b"name\nA\nB\n\xe9mile\n") == [(4, "not_utf8")]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: ("name,email\n" + text).encode()))
def test_anything_is_a_table_or_a_list_of_faults(data: bytes) -> None:
    people, found = outcome(data)
    assert bool(people) != bool(found)
    assert len(found) <= MAX_FAULTS
    assert all(fault_text(fault) for fault in found)
    assert all(person.name and not plain_fault(person.name, 200) for person in people)


def test_sites_get_their_one_form() -> None:
    found = read_sites(b"Adresse;Titre\nShop.Example/;Shop\nhttp://127.0.0.1:8080/blog;\n", one_form)
    assert [(site.address, site.title) for site in found] == [
        ("https://shop.example", "Shop"),
        ("http://127.0.0.1:8080/blog", ""),
    ]


def test_bad_and_double_addresses_are_named_by_line() -> None:
    with pytest.raises(BadTable) as bad:
        read_sites(b"url\nftp://a.example\nhttps://b.example\nB.EXAMPLE/\nhttps://u:p@c.example\n", one_form)
    assert [(fault.line, fault.code) for fault in bad.value.faults] == [
        (2, "bad_address"),
        (4, "address_twice"),
        (5, "bad_address"),
    ]
