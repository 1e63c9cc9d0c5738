"""Who a probe says it is: one visitor's browser for a whole run, drawn from its secret seed."""

from rempart.scanner.core.probes.wording import Wording

Headers = tuple[tuple[str, str], ...]
# A filter that only knows our own name, or one fixed browser, must not look like one that knows attacks.
_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
)
_LANGUAGES = (
    "en-US,en;q=0.5",
    "en-GB,en;q=0.7",
    "fr-FR,fr;q=0.8,en;q=0.5",
    "de-DE,de;q=0.8,en;q=0.5",
    "zh-CN,zh;q=0.9",
)


def browser(seed: bytes) -> Headers:
    """What this run's browser says with every request, attack and twin alike."""
    chance = Wording(seed, "browser").chance
    return (
        ("User-Agent", chance.choice(_AGENTS)),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", chance.choice(_LANGUAGES)),
    )
