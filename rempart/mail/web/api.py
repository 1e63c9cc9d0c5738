"""The API of mail: one file for each part, one line here."""

from ninja import Router

from rempart.mail.web import api_drills

router = Router()
router.add_router("", api_drills.router)
