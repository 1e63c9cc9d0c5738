"""Makes the shipped model again from what may be shipped: `dev/mail_model.py` writes it, `--check` compares.

Sources and licences stand in `dev/mail_letters/MANIFEST.toml`; everything in it was written by the project.
"""

import hashlib
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev.mail_writing import FOLDER, Writer  # noqa: E402
from rempart.mail.core.model.tokens import tokens  # noqa: E402
from rempart.mail.core.model.training import Judged, train_signs, train_words  # noqa: E402
from rempart.mail.core.model.weights import Model, Numbers, of_numbers  # noqa: E402
from rempart.mail.core.verdict.judge import letters, look, signs  # noqa: E402
from rempart.mail.core.verdict.told import OwnDomains  # noqa: E402
from rempart.mail.core.verdict.view import view  # noqa: E402

SHIPPED = ROOT / "rempart" / "mail" / "core" / "model" / "shipped.json"
MANIFEST = FOLDER / "MANIFEST.toml"
SEED, EACH = 20261122, 40
PULL_WORDS, PULL_SIGNS = 2e-4, 0.05
TEXT = 0.5
# set by hand, after looking at mail that may be looked at and not learned from (docs/mail-verdicts.md)
BIAS = -3.0
CURVE = [(-12.0, 0.0005), (-6.0, 0.003), (-3.0, 0.03), (-2.0, 0.1), (-1.2, 0.25), (-0.5, 0.5), (0.3, 0.8), (1.0, 0.92), (2.0, 0.975),
         (4.0, 0.995), (10.0, 0.9995)]  # fmt: skip
CUTS = {"phishing": 0.9, "suspicious": 0.5, "unsure": 0.25}


def written() -> tuple[list[Judged], list[str]]:
    """Every letter the project wrote, looked at as any mail is; with its group."""
    found, groups = [], []
    for one in Writer(SEED).all(EACH):
        seen = look(view(letters(one.raw)[0], OwnDomains()))
        found.append(Judged(seen.words, frozenset(seen.found), one.is_bad))
        groups.append(one.group)
    return found, groups


def calm() -> list[Judged]:
    """What the project writes about mail, sites and attacks is no attack: pieces of its own pages, as letters."""
    lines = (FOLDER / "calm.md").read_text("utf-8").splitlines()
    return [Judged(tokens(line.lower()), frozenset(), False) for line in lines if len(line) > 200]


def numbers() -> Numbers:
    """The model, in plain numbers."""
    found, _ = written()
    words = train_words(found + calm(), {}, PULL_WORDS)
    model = Model(words=words.known, text_bias=words.bias)
    texts = [model.of_words(one.words) for one in found]
    weights, _, _ = train_signs(found, texts, {name: sign.weight for name, sign in signs().items()}, TEXT, PULL_SIGNS)
    kept = {
        word: (round(rarity, 2), round(weight, 2))
        for word, (rarity, weight) in words.known.items()
        if abs(rarity * weight) >= 0.4
    }
    return Numbers(
        schema=1, name="shipped", bias=BIAS, signs={name: round(weight, 2) for name, weight in weights.items()}, text=TEXT,
        text_bias=round(words.bias, 3), words=dict(sorted(kept.items())), curve=CURVE, cuts=CUTS,
    )  # fmt: skip


def text_of(made: Numbers) -> str:
    """A line a word, so that a change can be read."""
    whole = {"schema": made.schema, "name": made.name, "bias": made.bias, "text": made.text, "text_bias": made.text_bias,
             "cuts": made.cuts, "curve": made.curve, "counts": made.counts}  # fmt: skip
    head = json.dumps(whole, indent=0).removesuffix("\n}")
    rows = [f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value)}" for key, value in made.signs.items()]
    words = [f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value)}" for key, value in made.words.items()]
    return head + ',\n"signs": {\n' + ",\n".join(rows) + '\n},\n"words": {\n' + ",\n".join(words) + "\n}\n}\n"


def sources_wrong() -> list[str]:
    """Files of the manifest that are missing or not named in it."""
    listed = {one["file"]: one for one in tomllib.loads(MANIFEST.read_text("utf-8"))["source"]}
    there = {file.name for file in FOLDER.glob("*") if file.name != MANIFEST.name}
    wrong = [f"{name}: not in the manifest" for name in there - set(listed)]
    return wrong + [f"{name}: in the manifest, not there" for name in set(listed) - there if "*" not in name]


def differs(one: Model, other: Model) -> float:
    """The largest difference of any weight; a missing one counts whole."""
    pairs = [(one.signs.get(key, 99.0), other.signs.get(key, 99.0)) for key in set(one.signs) | set(other.signs)]
    none = (0.0, 0.0)
    pairs += [(one.words.get(key, none)[1], other.words.get(key, none)[1]) for key in set(one.words) | set(other.words)]
    return max(abs(first - second) for first, second in pairs)


if __name__ == "__main__":
    made = numbers()
    if "--check" in sys.argv:
        from rempart.mail.core.model.weights import of_file

        apart = differs(of_file(SHIPPED), of_numbers(made))
        print(f"largest difference of a weight: {apart:.3f}")
        sys.exit(apart > 0.05)
    SHIPPED.write_text(text_of(made), "utf-8")
    print(f"{len(made.words)} words, {len(made.signs)} signs, {hashlib.sha256(SHIPPED.read_bytes()).hexdigest()[:12]}")
