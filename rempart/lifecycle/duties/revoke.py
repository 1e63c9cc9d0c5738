"""Ends leavers' access in connected systems: takes what is due, calls, looks, and notes what was seen."""

from rempart.channel.duty import Duty
from rempart.lifecycle.actions.connections import connectors
from rempart.lifecycle.actions.work_revocation import note_proof, note_trouble, take, what_to_end
from rempart.lifecycle.core.connector import Trouble
from rempart.lifecycle.net.client import call


def run() -> bool:
    """One revocation; True when there was one."""
    job = take()
    if job is None:
        return False
    try:
        unit = connectors().get(job.row.connection.connector)
        if unit is None:
            raise Trouble("no_connector", "this release has no such connector")
        proof = unit.revoke(*what_to_end(job), call)
    except Trouble as trouble:
        note_trouble(job, trouble)
        return True
    note_proof(job, proof)
    return True


UNIT = Duty(id="revoke", every_s=0.5, run=run)
