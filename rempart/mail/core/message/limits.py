"""How far a mail is followed. Every number bounds what a stranger can make this machine do."""

MIB = 1024**2

MAX_MESSAGE = 4 * 1024 * MIB  # bytes that are read of a file at all: streamed, a line at a time
MAX_LINE = 64 * 1024  # bytes of a line that are taken at once; RFC 5322 allows 998
MAX_HEADER = 64 * 1024  # bytes of one header field, unfolded
MAX_HEADERS = 1_000  # fields of one part: long ways through filters make about 150
MAX_HEADER_BYTES = 1 * MIB  # of all fields of one part
MAX_DEPTH = 60  # parts within parts: honest ones are 6 deep
MAX_PARTS = 500  # of the whole message
MAX_LETTERS = 8  # mails attached to the mail that are judged too
MAX_TEXT = 512 * 1024  # bytes kept of a part that is read as text or HTML
MAX_KEPT = 6 * MIB  # bytes kept of a picture or a PDF that is searched for links
MAX_KEPT_ALL = 24 * MIB  # of all parts together, and of mails behind an encoding that are taken apart
MAX_HEAD = 512  # bytes kept of any other attachment: its first bytes say what it is
MAX_LINKS = 2_000  # of one letter
MAX_URL = 8_192  # letters of one address
MAX_TAG = 16_384  # letters of one HTML tag
MAX_WRAPS = 6  # wrappers around wrappers
MAX_READ = 200_000  # letters of visible text that are weighed
"""Beyond it nothing new is learned, and a mail of pure text could make the judge work for minutes."""
