"""The API of mail: one file of operations for each part, one line here."""

from ninja import Router

from rempart.mail.web.api_drilltrack import router as drilltrack

router = Router()
router.add_router("", drilltrack)
