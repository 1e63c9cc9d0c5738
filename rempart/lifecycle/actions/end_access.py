"""One piece of work of the duties: take a revocation that is due, ask the system, note what came of it."""

from rempart.lifecycle.actions.connections import connectors
from rempart.lifecycle.actions.work_revocation import note_proof, note_trouble, take, what_to_end
from rempart.lifecycle.core.connector import Trouble
from rempart.lifecycle.net.client import within


def end_one(*, silent: bool | None = None) -> bool:
    """One revocation, of systems that are silent, that are not, or of any; True when there was one."""
    job = take(silent=silent)
    if job is None:
        return False
    try:
        unit = connectors().get(job.row.connection.connector)
        if unit is None:
            raise Trouble("no_connector", "this release has no such connector")
        proof = unit.revoke(*what_to_end(job), within())
    except Trouble as trouble:
        note_trouble(job, trouble)
        return True
    note_proof(job, proof)
    return True
