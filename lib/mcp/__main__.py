"""``python -m lib.mcp``: answers on the standard streams, for a program that starts it."""

import sys
from functools import cache

from lib.tables import Tables

try:
    from lib.mcp.server import server
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is not installed here: pip install 'removals-dashboard[mcp]'")


def main() -> None:
    """Returns when the other side closes."""
    server(cache(Tables)).run("stdio")


if __name__ == "__main__":
    main()
