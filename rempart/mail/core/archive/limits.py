"""How far an archive is followed. Every number bounds what a stranger can make this machine do."""

MIB, GIB = 1024**2, 1024**3

MAX_FILE = 4 * GIB  # bytes of the file itself: no mail, and few shares, carry more
MAX_UNPACKED = 8 * GIB  # bytes that are unpacked and counted, of all levels together
RATIO = 250  # times: texts and tables are packed 5 to 50 times smaller, endless zeros 1,000 times and more
RATIO_FROM = 128 * MIB  # below it a high ratio harms nobody: a small file of zeros is no bomb
MAX_ENTRIES = 100_000  # of all levels together: the sources of Linux are 90,000 files
MAX_LIST = 64 * MIB  # bytes of a zip's own list, which is read whole
MAX_LEVELS = 8  # archives within archives: a Java program in a package of Debian's is 4
MAX_ARCHIVES = 1_000  # archives within, at any level
MAX_KEPT = 256 * MIB  # bytes of one archive within, kept in the child's own memory folder while it is looked into
MAX_PATH = 4_096  # bytes of a path or of a link's target: Linux's own limit
MAX_PART = 1 * MIB  # bytes of one part of a document that is read for its meaning (relations, workbook)
MAX_MAIL = 64 * MIB  # bytes of a mail that is taken apart in memory
MAX_MACRO = 4 * MIB  # bytes of macros' text that are searched
MAX_REASONS = 50  # told; what is more is counted
MAX_TOLD = 96 * MIB  # bytes that the child may say
MAX_LINE = 256 * 1024  # bytes of one line of it: three paths, every letter written out

CPU_S = 90  # of the child: sha-256 and unpacking of 8 GiB take about 60 s on a small machine
WALL_S = 240.0  # of the child, on a busy machine
MEMORY = 768 * MIB  # address space of the child: xz at its best needs 65 MiB, the interpreter about 100
OPEN_FILES = 24  # of the child
SCRATCH = 512 * MIB  # bytes of the child's memory folder
