"""A model is numbers in a file: read with suspicion, never executed, and its curve is followed."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.model.tokens import tokens
from rempart.mail.core.model.weights import BadModel, of_bytes, of_file, shipped
from rempart.mail.core.verdict.judge import signs

WHOLE = {
    "schema": 1, "name": "own", "bias": -3.0, "signs": {}, "text": 1.0, "text_bias": 0.0, "words": {"password": [2.0, 3.0]},
    "curve": [[-1.0, 0.1], [1.0, 0.9]], "cuts": {"phishing": 0.9, "suspicious": 0.5, "unsure": 0.25},
}  # fmt: skip


def test_the_shipped_model_weighs_every_sign_there_is():
    model = shipped()
    assert set(model.signs) == set(signs())
    assert 0 < model.cuts["unsure"] < model.cuts["suspicious"] < model.cuts["phishing"] < 1
    assert [y for _, y in model.curve] == sorted(y for _, y in model.curve)


def test_the_curve_is_followed_between_its_points_and_held_beyond_them():
    model = of_bytes(json.dumps(WHOLE).encode())
    assert [round(model.probability(x), 3) for x in (-9, -1, 0, 0.5, 1, 9)] == [0.1, 0.1, 0.5, 0.7, 0.9, 0.9]
    assert [model.verdict(p) for p in (0.9, 0.6, 0.3, 0.1)] == ["phishing", "suspicious", "unsure", "clean"]


def test_words_alone_do_not_go_beyond_their_limit():
    model = of_bytes(json.dumps(WHOLE | {"words": {"password": [2.0, 900.0]}}).encode())
    assert model.of_words(Counter({"password": 50})) == 4.0
    assert model.of_words(Counter({"nobody knows": 1})) == 0.0


@pytest.mark.parametrize(
    "change",
    [{"schema": 2}, {"cuts": {}}, {"cuts": {"phishing": 0.1, "suspicious": 0.5, "unsure": 0.9}}, {"curve": [[1.0, 0.5], [-1.0, 0.4]]},
     {"words": {"a": [1.0]}}, {"words": {"a": "x"}}, {"more": 1}, {"bias": "NaN"}],
)  # fmt: skip
def test_a_file_that_no_training_wrote_is_refused(change):
    with pytest.raises(BadModel):
        of_bytes(json.dumps(WHOLE | change).encode())


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_model_or_refused(raw):
    with pytest.raises(BadModel):
        of_bytes(raw)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("rempart.mail.core.model.weights.MAX_FILE", 10)
    (tmp_path / "m.json").write_text(json.dumps(WHOLE))
    with pytest.raises(BadModel):
        of_file(tmp_path / "m.json")


def test_tokens_of_scripts_with_and_without_blanks():
    found = tokens("verify your account 24 hours 账户已冻结 see https://x.example/anna a@b.example")
    assert {"verify", "verify your", "0", "账户", "冻结", "#acco"} <= set(found)
    assert not any("anna" in word or "example" in word for word in found)
