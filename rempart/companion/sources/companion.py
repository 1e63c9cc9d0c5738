"""A site on hosting without a shell, through its companion."""

from rempart.channel.source import Source, Words
from rempart.companion.actions.copy_site import check, copy

UNIT = Source(
    id="companion",
    title=Words("The companion inside WordPress", "L’extension compagnon dans WordPress", "WordPress 中的伴侣插件"),
    settings=(),
    check=check,
    copy=copy,
)
