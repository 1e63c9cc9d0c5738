"""Is the companion inside a site answering? Told by the record, where its hub's side says so; nobody is asked twice."""

from rempart.terms.words import Words
from rempart.watch.core.kind import Kind

UNIT = Kind(
    id="companion",
    title=Words("Companion", "Compagnon", "伴侣插件"),
    settings=(),
    look=None,
    every_s=60,
    least_s=60,
    needs_site=True,
    is_measured=False,
)
