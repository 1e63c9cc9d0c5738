"""What the judge of mails learnt from the operator's own triage."""

from rempart.channel.holding import Holding

UNIT = Holding(id="mail_model", name="mail-model.json", in_backup=True)
