"""Sources: lines of the two texts in words, standards untouched."""

from django.utils import translation

from rempart.maturity.web.citations import cited


def test_lines_are_told_in_the_language_of_the_page() -> None:
    source = "guide 1:90, 1:106; NIST SP 800-53 CP-9"
    assert cited(source) == "Guide, lines 90, 106; NIST SP 800-53 CP-9"
    with translation.override("fr"):
        assert cited(source) == "Guide, lignes 90, 106; NIST SP 800-53 CP-9"
        assert cited("awareness text 2:52").startswith("Texte de sensibilisation, ligne 52")
    with translation.override("zh-hans"):
        assert cited(source) == "指南第 90、106 行; NIST SP 800-53 CP-9"


def test_a_clause_that_looks_like_a_line_stays() -> None:
    assert cited("ISO/IEC 27001:2022 A.8.13; RFC 9116") == "ISO/IEC 27001:2022 A.8.13; RFC 9116"
