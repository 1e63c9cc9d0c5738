"""A server that is reached over SSH."""

from rempart.backup.net import far_ground
from rempart.channel.ground import Ground

UNIT = Ground(
    id="sftp",
    ready=far_ground.ready,
    lay=far_ground.lay,
    close=far_ground.close,
    swap=far_ground.swap,
    open=far_ground.open_,
    settle=far_ground.settle,
    undo=far_ground.undo,
    finish=far_ground.finish,
    logs=far_ground.logs,
    read=far_ground.read,
)
