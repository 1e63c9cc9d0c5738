"""A page answers with the right status and words, and so does each step of a journey."""

from rempart.terms.journey import accepts, steps
from rempart.terms.words import Words
from rempart.watch.core.kind import Browser, Eyes, Kind, Page, Setting, Settings, Sight, lines
from rempart.watch.core.outcome import Outcome

SLOW_MS = 5_000


async def look(settings: Settings, eyes: Eyes) -> Sight:
    """The page, then the steps; the time is the whole way."""
    home, browser = str(settings["address"]), eyes.browser()
    page = await browser.open(home)
    if not accepts(str(settings.get("status") or "200-399"), page.status):
        return Sight(Outcome.BAD, page.took_ms, "status", str(page.status))
    if missing := next((words for words in lines(settings.get("present")) if words not in page.text), None):
        return Sight(Outcome.BAD, page.took_ms, "words_missing", missing)
    if found := next((words for words in lines(settings.get("absent")) if words in page.text), None):
        return Sight(Outcome.BAD, page.took_ms, "words_present", found)
    return await _walk(home, settings, browser, page)


async def _walk(home: str, settings: Settings, browser: Browser, page: Page) -> Sight:
    took = page.took_ms
    for number, step in enumerate(steps(home, str(settings.get("steps") or "")), 1):
        page = await browser.open(step.url, method=step.method, body=step.body)
        took += page.took_ms
        if page.status >= 400 or step.words not in page.text:
            return Sight(Outcome.BAD, took, "step", f"{number}: {page.status}")
    if took > int(settings.get("slow_ms") or SLOW_MS):
        return Sight(Outcome.POOR, took, "slow", f"{took} ms")
    return Sight(Outcome.OK, took)


STEPS_HELP = Words(
    "One step a line: GET /cart => words that must be there. No passwords: what any visitor may do.",
    "Une étape par ligne : GET /panier => mots attendus. Pas de mot de passe : ce que tout visiteur peut faire.",
    "每行一步：GET /cart => 必须出现的文字。请勿填写密码：只做任何访客都能做的事。",
)
UNIT = Kind(
    id="http",
    title=Words("Page", "Page", "页面"),
    settings=(
        Setting("address", Words("Address", "Adresse", "地址"), "address", is_needed=True),
        Setting("status", Words("Accepted status", "Statuts acceptés", "可接受的状态码"), "status", initial="200-399"),
        Setting("present", Words("Words that must be there", "Mots attendus", "必须出现的文字"), "lines"),
        Setting("absent", Words("Words that must not be there", "Mots exclus", "不得出现的文字"), "lines"),
        Setting("steps", Words("Journey", "Parcours", "访问步骤"), "steps", help=STEPS_HELP),
        Setting("slow_ms", Words("Slow from (ms)", "Lent à partir de (ms)", "慢于（毫秒）"), "whole", most=60_000),
    ),
    look=look,
)
