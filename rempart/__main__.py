"""`python -m rempart` is the same program as `rempart`."""

import sys

from rempart.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
