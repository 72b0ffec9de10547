"""The command ``regio``, and ``python -m regio_cli``."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from regio_cli.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
