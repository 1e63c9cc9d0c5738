"""The API of mail: one file of operations for each part, one line here."""

from ninja import Router

from rempart.mail.web.api_channels import router as channels
from rempart.mail.web.api_drills import router as drills
from rempart.mail.web.api_drilltrack import router as drilltrack
from rempart.mail.web.api_reports import router as reports

router = Router()
router.add_router("", drills)
router.add_router("", drilltrack)
router.add_router("", reports)
router.add_router("", channels)
