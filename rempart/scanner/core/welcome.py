"""Was it the site that answered, or something that turned us away? What a refusal shows is not what the site shows."""

from rempart.scanner.core.collector import Exchange, LookError

TURNED_AWAY = frozenset({403, 406, 429, 502, 503, 504, 520, 999})  # a ban, a limit, or nobody at home


def heard(answer: Exchange) -> Exchange:
    """The answer itself. Raises LookError `cannot_tell` when it is a refusal."""
    if answer.status in TURNED_AWAY:
        raise LookError("cannot_tell", f"{answer.url[:200]} answered {answer.status}: it does not want us now")
    return answer
