"""A site on hosting without a shell, through its companion."""

from rempart.channel.source import Source
from rempart.companion.actions.copy_site import check, copy, database
from rempart.companion.actions.put_site import PUT_BACK
from rempart.terms.words import Words

UNIT = Source(
    id="companion",
    title=Words("The companion inside WordPress", "L’extension compagnon dans WordPress", "WordPress 中的伴侣插件"),
    settings=(),
    check=check,
    copy=copy,
    put_back=PUT_BACK,
    database=database,
)
