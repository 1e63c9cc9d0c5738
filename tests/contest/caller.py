"""Asks once, from whichever network it is started in: `ADDRESS PORT HOST PATH COOKIE`; prints status, page and cookies.

Alone in its file and with nothing imported of ours: it starts in a namespace where nothing else is.
"""

import http.client
import json
import sys


def main(address: str, port: str, host: str, path: str, cookie: str) -> None:
    """A connection that is refused, or finds nobody, says so as status 0."""
    line = http.client.HTTPConnection(address, int(port), timeout=60)
    try:
        line.request("GET", path, headers={"Host": host, "Cookie": cookie})
        answer = line.getresponse()
        page, given = answer.read().decode("utf-8", "replace"), answer.msg.get_all("Set-Cookie") or []
        print(json.dumps([answer.status, page, [one.partition(";")[0] for one in given]]))
    except OSError as gone:
        print(json.dumps([0, type(gone).__name__, []]))


if __name__ == "__main__":
    main(*sys.argv[1:])
