"""What strangers may read: a site whose owner has switched publishing on, and whose last run was no laboratory run."""

from rempart.maturity.store.models import LevelRow, PublishedProof


def published(uid: str) -> tuple[PublishedProof, LevelRow] | None:
    """By the public uid. None when it does not exist, was withdrawn, or must not be shown now."""
    proof = PublishedProof.objects.select_related("site__organisation").filter(uid=uid, is_public=True).first()
    row = LevelRow.objects.filter(site=proof.site).first() if proof is not None else None
    if proof is None or row is None or row.document["lab"]:
        return None
    return proof, row
