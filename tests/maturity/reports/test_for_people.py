"""HTML and PDF: complete in each language, honest about place and record, and deaf to hostile names."""

import re
import time
from pathlib import Path

import pytest
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.maturity.web.reports.files import FORMATS
from rempart.maturity.web.reports.pdf import CannotPrint, missing
from rempart.maturity.web.reports.sayings import LANGUAGES, TABLE, say
from tests.maturity.reports.made import HOSTILE, LEVELS, SEAL, made, squeezed, subject, text_of_pdf


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    """The words that reports share with the pages, in a checkout where nobody has run `make` yet."""
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_the_level_in_its_language(language: str, tmp_path: Path) -> None:
    text = squeezed(text_of_pdf(made("pdf", language), tmp_path))
    assert squeezed(LEVELS[language]) in text
    assert SEAL.root in text
    assert squeezed(say("vantage.external", language)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_says_the_same(language: str) -> None:
    text = squeezed(made("html", language).decode())
    assert squeezed(LEVELS[language]) in text
    assert squeezed(say("head.residual", language, level=2)) in text
    assert {"en": "48,213", "fr": "48213", "zh": "48,213"}[language] in text
    assert {"en": "€23,700", "fr": "23700€", "zh": "€23,700"}[language] in text


def test_a_pdf_takes_less_than_five_seconds(tmp_path: Path) -> None:
    before = time.process_time()
    made("pdf", "zh")
    assert time.process_time() - before < 5


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_loopback_run_is_stamped(kind: str, tmp_path: Path) -> None:
    content = made(kind, "fr", lab=True)
    text = text_of_pdf(content, tmp_path) if kind == "pdf" else content.decode()
    assert squeezed(say("vantage.lab", "fr")) in squeezed(text)


def test_html_is_one_file_without_scripts() -> None:
    text = made("html").decode()
    assert not re.search(r"<script|<link|\bon\w+=|@import|url\((?!#)|https?://(?!maison-lavande)", text)
    assert text.count("src=") == 1
    assert 'src="data:image/svg+xml;base64,' in text


def test_html_escapes_a_hostile_name() -> None:
    text = made("html", name=HOSTILE).decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in text


def test_pdf_prints_a_hostile_name_as_it_is(tmp_path: Path) -> None:
    assert squeezed(HOSTILE) in squeezed(text_of_pdf(made("pdf", name=HOSTILE), tmp_path))


@pytest.mark.parametrize("name", ["Łódź Őrség & Bến Tre", "山东茶庄", "Œuvre d’été – №5", "Εργαστήριο Чай"])
def test_rare_letters_are_printed(name: str, tmp_path: Path) -> None:
    assert squeezed(name) in squeezed(text_of_pdf(made("pdf", name=name), tmp_path))


@pytest.mark.parametrize("name", ["Boutique 🙂", "𠮷野家", "ꦗꦮ"])
def test_a_name_with_a_missing_letter_is_refused(name: str) -> None:
    with pytest.raises(CannotPrint, match=r"U\+"):
        made("pdf", name=name)


def test_missing_tells_which() -> None:
    assert missing(set("aé中🙂\u202f𠮷")) == {"🙂", "𠮷"}


def test_the_language_of_a_report_is_not_the_page_s() -> None:
    with translation.override("zh-hans"):
        assert squeezed(LEVELS["fr"]) in squeezed(made("html", "fr").decode())


def test_every_sentence_is_whole_in_each_language() -> None:
    slots = re.compile(r"\{(\w+)\}")
    for code, texts in TABLE.items():
        assert all(texts), code
        assert len({frozenset(slots.findall(text)) for text in texts}) == 1, code
        assert not re.search(r"[ \u00a0][;:!?»]", say_all(code, "fr")), code


def say_all(code: str, language: str) -> str:
    """With every slot filled by an x."""
    names = re.findall(r"\{(\w+)\}", TABLE[code][0])
    return say(code, language, **dict.fromkeys(names, "x"))


def test_no_sentence_promises_truth_or_safety() -> None:
    english = " ".join(texts[0] for texts in TABLE.values()).lower()
    assert "unaltered and complete since checkpoint" in english
    assert not re.search(r"\btrue\b|\bguarantee|\bis secure\b|\b100 ?%", english)


@pytest.mark.parametrize("language", ["fr", "zh"])
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_nothing_stays_english(kind: str, language: str, tmp_path: Path) -> None:
    sent = subject(language)
    for entry in sent.frame.document["controls"]:
        entry["reason"] = ""  # the sample's has no code to be said by in another language
    content = FORMATS[kind][1](sent)
    text = (
        text_of_pdf(content, tmp_path)
        if kind == "pdf"
        else re.sub(r"<style>.*?</style>|<[^>]*>", " ", content.decode(), flags=re.DOTALL)
    )
    english = r"\b(?:Proven|Failing|Unknown|observed|exercised|from|the|open|covered|partly|Wall|Watch|Level)\b"
    assert not re.findall(english, text)
