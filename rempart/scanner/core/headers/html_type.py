"""Whether an answer is a page that a browser would read as HTML."""

from rempart.scanner.core.headers.exchange import Answer

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def is_html(answer: Answer) -> bool:
    """By the type the server tells; without one, by a body that begins like markup, as browsers do."""
    told = answer.first("content-type")
    if told is None:
        return answer.body.lstrip("\ufeff \t\r\n").startswith("<")
    return told.split(";")[0].strip().lower() in HTML_TYPES
