"""The state machine of a monitor: looks and silence in, standing and changes out. It knows no clock of its own."""

from msgspec.structs import replace

from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.core.policy import Policy
from rempart.watch.core.standing import Change, How, Mode, Standing, State, Step, Turn, Voice

FROM_SOME_PLACES = "from_some_places"
TROUBLED = (State.SUSPECTED, State.DOWN)


def take(policy: Policy, standing: Standing, look: Look) -> Step:
    """One look."""
    if standing.mode is Mode.PAUSED or look.outcome is Outcome.CANNOT:
        return standing, ()
    voices = {**_fresh(policy, standing, look.at_ms), look.vantage: _heard(standing.voices.get(look.vantage), look)}
    heard = replace(standing, voices=voices, looked_ms=max(standing.looked_ms, look.at_ms))
    changes: list[Change] = []
    if heard.believed is State.UNKNOWN:
        heard = _moved(heard, State.UP if look.outcome is not Outcome.BAD else State.SUSPECTED, look)
        changes.append(Change(Turn.SEEN, look.at_ms, look.at_ms))
    if heard.believed not in TROUBLED and look.outcome is Outcome.BAD:
        if not any(voice.fails for name, voice in voices.items() if name != look.vantage):
            heard = replace(heard, began_ms=look.at_ms)
        if heard.believed is not State.DEGRADED or heard.reason != FROM_SOME_PLACES:
            heard = _moved(heard, State.SUSPECTED, look)
            changes.append(_change(heard, Turn.SUSPECTED, look))
    heard, more = _weigh(policy, heard, look)
    heard, rest = _flapping(policy, heard, look.at_ms)
    return heard, (*changes, *more, *rest)


def silent(policy: Policy, standing: Standing, at_ms: int) -> Step:
    """Called again and again: when no vantage point could look for too long, nothing is known any more."""
    if standing.mode is Mode.PAUSED or standing.believed is State.UNKNOWN:
        return standing, ()
    if at_ms - standing.looked_ms <= policy.silent_after_ms:
        return standing, ()
    unseen = replace(
        standing, believed=State.UNKNOWN, since_ms=at_ms, voices={}, reason="", began_ms=0, is_flapping=False
    )
    return unseen, (Change(Turn.UNSEEN, at_ms, standing.looked_ms, is_quiet=standing.mode is not Mode.WATCHED),)


def blinded(standing: Standing, at_ms: int) -> Standing:
    """Everything is dark, not only this: nothing is known of it."""
    return replace(standing, believed=State.UNKNOWN, since_ms=at_ms, voices={}, reason="", began_ms=0)


def set_mode(standing: Standing, mode: Mode, at_ms: int) -> Standing:
    """A person's word. Whatever was believed is looked at afresh: an outage is confirmed again before a shout."""
    if mode is standing.mode:
        return standing
    return Standing(mode=mode, since_ms=at_ms, looked_ms=at_ms)


def shifted(standing: Standing, by_ms: int) -> Standing:
    """After the clock was set: moments move along, so that no time passes that did not pass."""
    voices = {
        name: replace(voice, at_ms=voice.at_ms + by_ms, since_ms=voice.since_ms + by_ms)
        for name, voice in standing.voices.items()
    }
    return replace(
        standing,
        since_ms=standing.since_ms + by_ms,
        began_ms=standing.began_ms + by_ms if standing.began_ms else 0,
        looked_ms=standing.looked_ms + by_ms,
        voices=voices,
        downs=tuple(moment + by_ms for moment in standing.downs),
    )


def _fresh(policy: Policy, standing: Standing, at_ms: int) -> dict[str, Voice]:
    """Without those that fell silent: what a dead probe said last counts no more."""
    oldest = at_ms - policy.silent_after_ms
    return {name: voice for name, voice in standing.voices.items() if voice.at_ms >= oldest}


def _heard(before: Voice | None, look: Look) -> Voice:
    known, is_poor = before or Voice(), look.outcome is Outcome.POOR
    is_same = bool(known.fails if look.outcome is Outcome.BAD else known.goods)
    since = known.since_ms if is_same else look.at_ms
    now = Voice(since_ms=since, at_ms=look.at_ms, reason=look.reason)
    if look.outcome is Outcome.BAD:
        return replace(now, fails=known.fails + 1)
    return replace(now, goods=known.goods + 1, poors=known.poors + 1 if is_poor else 0)


def _weigh(policy: Policy, standing: Standing, look: Look) -> Step:
    if standing.believed is State.SUSPECTED:
        return _confirm(policy, standing, look)
    if standing.believed is State.DOWN:
        return _recover(policy, standing, look)
    return _quality(policy, standing, look)


def _confirm(policy: Policy, standing: Standing, look: Look) -> Step:
    voices = {name: voice for name, voice in standing.voices.items() if voice.at_ms >= standing.began_ms}
    failing = tuple(sorted(name for name, voice in voices.items() if voice.fails >= policy.tries_each))
    contrary = [name for name, voice in voices.items() if voice.goods]
    most = max((voice.fails for voice in voices.values()), default=0)
    if len(failing) >= 2 and len(failing) > len(contrary):
        return _down(policy, standing, look, How.SECOND_PLACE, failing)
    if not contrary and most >= policy.tries_alone:
        return _down(policy, standing, look, How.SECOND_TRY, failing)
    if contrary and most >= policy.tries_alone:
        partial = _moved(standing, State.DEGRADED, look, FROM_SOME_PLACES)
        return partial, (_change(partial, Turn.DEGRADED, look, failing),)
    if not any(voice.fails for voice in standing.voices.values()):
        cleared = _moved(standing, State.UP, look)
        return cleared, (_change(cleared, Turn.CLEARED, look),)
    return standing, ()


def _down(policy: Policy, standing: Standing, look: Look, how: How, places: tuple[str, ...]) -> Step:
    recent = tuple(moment for moment in standing.downs if look.at_ms - moment <= policy.flap_span_ms)
    # Good looks from before the outage are no recovery.
    voices = {name: voice for name, voice in standing.voices.items() if voice.fails}
    moments = (*recent, look.at_ms)[-policy.flap_downs :]
    down = replace(_moved(standing, State.DOWN, look), downs=moments, voices=voices)
    return down, (_change(down, Turn.DOWN, look, places, how),)


def _recover(policy: Policy, standing: Standing, look: Look) -> Step:
    back = [voice.since_ms for voice in standing.voices.values() if voice.goods >= policy.recoveries]
    if not back:
        return standing, ()
    # Whoever has not looked since it came back knows nothing of it yet.
    heard = ((name, voice) for name, voice in standing.voices.items() if voice.at_ms > min(back))
    failing = tuple(sorted(name for name, voice in heard if voice.fails))
    if failing:
        partial = _moved(standing, State.DEGRADED, look, FROM_SOME_PLACES)
        return partial, (_change(partial, Turn.RECOVERED, look), _change(partial, Turn.DEGRADED, look, failing))
    well = _moved(replace(standing, voices=_good(standing)), State.UP, look)
    return well, (_change(well, Turn.RECOVERED, look),)


def _good(standing: Standing) -> dict[str, Voice]:
    return {name: voice for name, voice in standing.voices.items() if voice.goods}


def _quality(policy: Policy, standing: Standing, look: Look) -> Step:
    """Up or degraded: answers, but slowly, or not everywhere."""
    voices = standing.voices.values()
    failing = [voice for voice in voices if voice.fails]
    if standing.believed is State.DEGRADED and standing.reason == FROM_SOME_PLACES:
        if failing and all(voice.fails for voice in voices):
            again = _moved(replace(standing, began_ms=look.at_ms), State.SUSPECTED, look)
            return again, (_change(again, Turn.SUSPECTED, look),)
        if failing:
            return standing, ()
    poor = next((voice for voice in voices if voice.poors >= policy.poor_tries), None)
    if poor is not None and standing.believed is State.UP:
        worse = _moved(replace(standing, began_ms=look.at_ms), State.DEGRADED, look, poor.reason)
        return worse, (_change(worse, Turn.DEGRADED, look),)
    if standing.believed is State.DEGRADED and all(
        voice.goods >= policy.recoveries and not voice.poors for voice in voices
    ):
        better = _moved(standing, State.UP, look)
        return better, (_change(better, Turn.RESTORED, look),)
    return standing, ()


def _flapping(policy: Policy, standing: Standing, at_ms: int) -> Step:
    """Many short outages are one matter: told once, and again when it is steady, whichever way."""
    last = standing.downs[-1] if standing.downs else 0
    if not standing.is_flapping:
        begins = len(standing.downs) >= policy.flap_downs and at_ms - standing.downs[0] <= policy.flap_span_ms
        if not (begins and standing.believed is State.DOWN):
            return standing, ()
        told = replace(standing, is_flapping=True)
        return told, (_plain(told, Turn.FLAPPING, at_ms, standing.downs[0]),)
    if standing.believed is State.DOWN and at_ms - standing.since_ms >= policy.stays_down_ms:
        calm = replace(standing, is_flapping=False, downs=(last,))
        return calm, (_plain(calm, Turn.STEADY, at_ms, last), _plain(calm, Turn.DOWN, at_ms, standing.began_ms))
    if standing.believed is State.UP and at_ms - max(last, standing.since_ms) >= policy.steady_ms:
        calm = replace(standing, is_flapping=False, downs=())
        return calm, (_plain(calm, Turn.STEADY, at_ms, last),)
    return standing, ()


def _moved(standing: Standing, to: State, look: Look, reason: str | None = None) -> Standing:
    why = reason if reason is not None else look.reason if to in TROUBLED else ""
    return replace(standing, believed=to, since_ms=look.at_ms, reason=why)


def _change(standing: Standing, turn: Turn, look: Look, places: tuple[str, ...] = (), how: How | None = None) -> Change:
    is_quiet = standing.is_flapping or standing.mode is not Mode.WATCHED
    began = standing.began_ms or look.at_ms
    return Change(turn, look.at_ms, began, standing.reason or look.reason, how, places, is_quiet)


def _plain(standing: Standing, turn: Turn, at_ms: int, began_ms: int) -> Change:
    return Change(turn, at_ms, began_ms, standing.reason, is_quiet=standing.mode is not Mode.WATCHED)
