"""What a browser line says of itself: a family, and whether it admits to be a program. It proves nothing."""

import re

TOOL = re.compile(
    r"bot\b|crawl|spider|scan|curl|wget|python|java/|okhttp|go-http|libwww|axios|node-fetch|headless|phantom|puppeteer|"
    r"playwright|selenium|preview|barracuda|mimecast|proofpoint|symantec|safelinks|urldefense|validator|monitor",
    re.IGNORECASE,
)
_BROWSERS = (("edg", "edge"), ("opr/", "opera"), ("firefox", "firefox"), ("chrome", "chrome"), ("crios", "chrome"), ("fxios", "firefox"), ("safari", "safari"))  # fmt: skip
_SYSTEMS = (("windows", "windows"), ("android", "android"), ("iphone", "ios"), ("ipad", "ios"), ("mac os", "mac"), ("linux", "linux"))  # fmt: skip


def is_tool(agent: str) -> bool:
    """It names a program, or says nothing at all, which no browser does."""
    return not agent.strip() or TOOL.search(agent) is not None


def family(agent: str) -> str:
    """`firefox/windows`; `other` for a part that is not known. Coarse on purpose: it names nobody."""
    low = agent.lower()
    browser = next((name for mark, name in _BROWSERS if mark in low), "other")
    system = next((name for mark, name in _SYSTEMS if mark in low), "other")
    return f"{browser}/{system}"
