"""How much of a reported mail is taken and told. How far it is taken apart stands in `core/message/limits.py`, for all that do."""

MIB = 1024**2

MAX_MAIL = 16 * MIB  # bytes of one report: what mail systems let through is seldom more; beyond it the headers do
MAX_TEXT = 128 * 1024  # letters of text that are told
MAX_LINKS = 200  # told
MAX_LINK = 2_048  # letters of one
MAX_FILES = 50  # attachments told
MAX_FIELD = 500  # letters of a subject, a name, an address
MAX_UNWRAPPED = 4  # a forward of a forward of a forward

AN_HOUR = 30  # reports of one person that go into the queue; more are kept on a pile of their own
A_DAY = 200  # reports of one person that are kept; beyond it the page refuses and the mailbox waits
A_DAY_BYTES = 256 * MIB  # the same by size
UNPROVEN_A_DAY = 500  # mails whose sender nobody vouches for, of one organisation
