"""Keeps the index beside the ledger."""

from rempart.channel.duty import Duty
from rempart.record.actions.fold_index import fold

UNIT = Duty(id="record_index", every_s=0.5, run=fold)
