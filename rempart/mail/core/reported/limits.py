"""How much of a reported mail is taken, and how far it is followed. Every number bounds what a stranger can cause."""

MIB = 1024**2

MAX_MAIL = 16 * MIB  # bytes of one report: what mail systems let through is seldom more; beyond it the headers do
MAX_HEAD = 256 * 1024  # bytes of a mail's head that are read: honest ones have 20 KiB
MAX_BOUNDARIES = 40  # parts within parts; beyond it only the first MAX_DEEP bytes are taken apart
MAX_DEEP = 256 * 1024  # bytes: each line is held against each open part
MAX_PARTS = 300  # looked at; what comes after is not shown
MAX_TEXT = 128 * 1024  # characters of text, and of HTML eight times as many, since most of it is dress
MAX_LINKS = 200  # told
MAX_LINK = 2_048  # characters of one
MAX_FILES = 50  # attachments told
MAX_FIELD = 500  # characters of a subject, a name, an address
MAX_UNWRAPPED = 4  # a forward of a forward of a forward

AN_HOUR = 30  # reports of one person that go into the queue; more are kept on a pile of their own
A_DAY = 200  # reports of one person that are kept; beyond it the page refuses and the mailbox waits
A_DAY_BYTES = 256 * MIB  # the same by size
UNPROVEN_A_DAY = 500  # mails whose sender nobody vouches for, of one organisation
