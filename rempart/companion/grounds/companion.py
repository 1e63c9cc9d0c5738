"""A site on hosting without a shell, through its companion."""

from rempart.channel.ground import Ground
from rempart.companion.actions import exchange

UNIT = Ground(
    id="companion",
    ready=exchange.ready,
    lay=exchange.lay,
    calm=exchange.calm,
    close=exchange.close,
    swap=exchange.swap,
    open=exchange.open_,
    settle=exchange.settle,
    undo=exchange.undo,
    keep=exchange.keep,
    finish=exchange.finish,
    logs=exchange.logs,
    read=exchange.read,
    opening=exchange.opening,
)
