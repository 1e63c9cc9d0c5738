"""Verdicts on mail: `python -m bench.mail --bad FOLDER --good NAME=FOLDER… [--most N] [--train] [--others]`.

Each folder holds a message a file. The sets are fetched as data and never committed; docs/mail-verdicts.md says which may be
tuned on. With `--train` one half of each set is learned from, by all engines, and every figure is of the other half.
"""

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from bench.mail_peers import Peer, rspamd, spamassassin, there
from bench.mail_sets import drawn, halves
from rempart.mail.core.model.operator import campaign
from rempart.mail.core.model.operator import train as learn
from rempart.mail.core.model.training import Judged
from rempart.mail.core.model.weights import Model, of_file, of_numbers, shipped
from rempart.mail.core.verdict import OwnDomains, judge
from rempart.mail.core.verdict.judge import letters, look
from rempart.mail.core.verdict.view import view

Sets = dict[str, list[bytes]]
BAD = "phishing"
OTHERS: dict[str, Callable[[], AbstractContextManager[Peer]]] = {"rspamd": rspamd, "SpamAssassin": spamassassin}


@dataclass(frozen=True, slots=True)
class Told:
    """Of one engine: the score of every mail by set, the cut from which it is told, and milliseconds a mail."""

    who: str
    scores: dict[str, list[float]]
    cut: float
    ms: float

    def share(self, name: str, cut: float | None = None) -> float:
        """Of a set, told as unwanted."""
        at = self.cut if cut is None else cut
        return sum(one >= at for one in self.scores[name]) / max(1, len(self.scores[name]))

    def wrong(self, cut: float | None = None) -> float:
        """Of all good mail."""
        at = self.cut if cut is None else cut
        good = [one for name, scores in self.scores.items() if name != BAD for one in scores]
        return sum(one >= at for one in good) / max(1, len(good))

    def caught_at(self, most_wrong: float) -> float:
        """With the cut moved to where no more good mail is wrong than that."""
        cuts = sorted({one for scores in self.scores.values() for one in scores})
        return next((self.share(BAD, cut) for cut in cuts if self.wrong(cut) <= most_wrong), 0.0)


def asked(who: str, score: Callable[[bytes], float], cut: float, sets: Sets) -> Told:
    """One mail after the other."""
    begun = time.monotonic()
    scores = {name: [score(raw) for raw in mails] for name, mails in sets.items()}
    spent = time.monotonic() - begun
    return Told(who, scores, cut, spent * 1000 / max(1, sum(len(one) for one in sets.values())))


def ours(who: str, model: Model, sets: Sets) -> Told:
    """Scores are probabilities; told is phishing or suspicious."""

    def score(raw: bytes) -> float:
        return judge(raw, own=OwnDomains(), model=model).probability

    return asked(who, score, model.cuts["suspicious"], sets)


def trained(sets: Sets) -> Model:
    """As `rempart mail train` does it."""
    found, groups = [], []
    for name, mails in sets.items():
        for number, raw in enumerate(mails):
            shown = view(letters(raw)[0], OwnDomains())
            seen = look(shown)
            found.append(Judged(seen.words, frozenset(seen.found), name == BAD))
            groups.append(campaign(shown.subject) or f"{name} {number}")
    numbers, tried = learn(found, groups, shipped())
    print(
        f"trained on {tried.bad} bad and {tried.good} good; its own tries: {tried.caught:.1%} caught, {tried.wrong:.2%} wrong, "
        f"Brier {tried.brier:.4f}, suspicious from {numbers.cuts['suspicious']:.3f}"
    )
    return of_numbers(numbers)


def shown(one: Told, mark: float) -> Told:
    """A line; the last column moves the cut to where no more good mail is wrong than `mark`."""
    parts = [f"{name} {one.share(name):.2%}" for name in one.scores]
    moved = f"caught where {mark:.2%} of good mail is wrong: {one.caught_at(mark):.1%}"
    print(f"{one.who}: {', '.join(parts)}, {one.ms:.0f} ms each, {moved}", flush=True)
    return one


def calibration(told: Told) -> None:
    """What was said against what was, both kinds of mail counting as they are here."""
    pairs = [(score, name == BAD) for name, scores in told.scores.items() for score in scores]
    for low in range(10):
        here = [(score, bad) for score, bad in pairs if low <= score * 10 < low + 1 or (low == 9 and score == 1)]
        if here:
            said, were = sum(one for one, _ in here) / len(here), sum(bad for _, bad in here) / len(here)
            print(f"  {low * 10:3} to {low * 10 + 10:3} %: {len(here):5} mails, said {said:6.1%}, were bad {were:6.1%}")


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bad", type=Path)
    parser.add_argument("--good", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--most", type=int, default=1_000, help="mails of each set, drawn by the checksum of names")
    parser.add_argument("--model", default="", help="another model than the shipped one")
    parser.add_argument(
        "--train", action="store_true", help="all engines learn from one half and are tried on the other"
    )
    parser.add_argument("--others", action="store_true", help="also ask rspamd and SpamAssassin (slow)")
    return parser.parse_args()


def main() -> None:
    """As packed, then trained."""
    chosen = _chosen()
    folders = {BAD: chosen.bad} if chosen.bad else {}
    folders |= {name: Path(folder) for name, _, folder in (one.partition("=") for one in chosen.good)}
    if not folders:
        sys.exit("no set named: see docs/mail-verdicts.md for where they come from")
    sides = {name: halves(drawn(folder, chosen.most)) for name, folder in folders.items()}
    known: Sets = {name: side[0] for name, side in sides.items()} if chosen.train else {}
    sets: Sets = {name: side[1] if chosen.train else [*side[0], *side[1]] for name, side in sides.items()}
    print("tried on: " + ", ".join(f"{name} {len(mails)}" for name, mails in sets.items()), flush=True)
    first = ours("rempart", of_file(Path(chosen.model)) if chosen.model else shipped(), sets)
    own = [shown(first, first.wrong())]
    if known:
        after = ours("rempart, trained", trained(known), sets)
        own.append(shown(after, after.wrong()))
    for name in there() if chosen.others else []:
        with OTHERS[name]() as peer:
            shown(asked(peer.name, peer.score, peer.cut, sets), own[0].wrong())
            if known:
                bad = peer.learn(known[BAD], is_bad=True)
                good = peer.learn([raw for one, mails in known.items() if one != BAD for raw in mails], is_bad=False)
                print(f"{peer.name} learned {bad} bad and {good} good", flush=True)
                shown(asked(f"{peer.name}, trained", peer.score, peer.cut, sets), own[1].wrong())
    for one in own:
        print(f"{one.who}: said against what was")
        calibration(one)


if __name__ == "__main__":
    main()
