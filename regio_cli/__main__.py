"""The command ``regio``, and ``python -m regio_cli``."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from regio_cli.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
