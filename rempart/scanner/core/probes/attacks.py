"""Harmless attack texts, class by class.

Only a vulnerable site would act on them, and nothing changes then: they compare numbers, show a dialogue, name a file
that everyone on a system may read or that does not exist. Answers are compared and thrown away.
"""

from collections.abc import Callable

from rempart.scanner.core.probes.wording import Wording

FIELDS = {
    "sql_injection": ["id", "cat", "s", "order", "page_ref"],
    "script_injection": ["s", "name", "title", "q", "comment"],
    "traversal": ["file", "template", "doc", "path", "view"],
    "command": ["host", "cmd_ref", "name", "q", "ip"],
}


def sql(say: Wording) -> str:
    """A condition that is always true, or a union of constants."""
    a, b, word = say.number(), say.number(), say.word()
    return say.chance.choice(
        [
            f"{word}' {say.cased('or')} '{a}'='{a}",
            f"-{a} {say.cased('union all select')} {a},{b},concat(0x3a,{b},0x3a)-- -",
            f"{a} {say.cased('and')} (select {b} {say.cased('from')} (select(sleep(0)))x)-- -",
        ]
    )


def script(say: Wording) -> str:
    """A dialogue with a number in it."""
    a, word = say.number(), say.word()
    return say.chance.choice(
        [
            f"{word}<script>alert({a})</script>",
            f'"><img src=x onerror=alert({a})>',
            f"{word}<svg/onload=confirm({a})>",
        ]
    )


def traversal(say: Wording) -> str:
    """Up and out of the folder; the first file is one every system lets everyone read, the others do not exist."""
    up = "../" * say.chance.randint(5, 8)
    return say.chance.choice([f"{up}etc/passwd", f"/{up}etc/passwd", f"{up}{say.word()}/wp-config.php"])


def command(say: Wording) -> str:
    """A command that only prints."""
    a, word = say.number(), say.word()
    return say.chance.choice([f"{word}; cat /etc/passwd", f"{word} | id; echo {a}", f"$(echo {a}; cat /etc/passwd)"])


TEXTS: dict[str, Callable[[Wording], str]] = {
    "sql_injection": sql,
    "script_injection": script,
    "traversal": traversal,
    "command": command,
}
