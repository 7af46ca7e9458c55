"""Everything on one machine: `python -m flows.serve` runs the flows on their schedules until it is stopped.

Where PREFECT_API_URL names no server, one is started for the time being (its pages: http://127.0.0.1:4200).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from prefect import serve
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from extract.errors import ExtractError
from extract.sources.config import load_sources
from flows import zombies
from flows.deployments import INGEST_CRON, TIME_ZONE, Times, build_deployments
from flows.options import read_sources_path
from flows.server import run_server


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    given = _read_arguments(arguments)
    sources = str(Path(given.sources or read_sources_path()).resolve())
    try:
        load_sources(Path(sources))
        with ExitStack() as stack:
            stack.enter_context(temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: zombies.HEARTBEAT_SECONDS}))
            if not PREFECT_API_URL.value():
                url = stack.enter_context(run_server(given.port))
                stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
            zombies.install()
            serve(*build_deployments(Times(given.cron, given.time_zone, given.every), sources, given.name))
    except ExtractError as error:
        sys.stderr.write(f"{error.message}\n  {error.remedy}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m flows.serve", description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("--sources", default="", metavar="FILE", help="where briefs come from (EXTRACT_SOURCES, else sources.yaml)")
    parser.add_argument("--cron", default=INGEST_CRON, help="when sources are looked through (%(default)s)")
    parser.add_argument("--time-zone", default=TIME_ZONE, metavar="ZONE", help="which clock that is by (%(default)s)")
    parser.add_argument("--every", type=float, default=0.0, metavar="SECONDS", help="look through them so often, instead of --cron")
    parser.add_argument("--name", default="briefs", help="of the deployments (%(default)s)")
    parser.add_argument("--port", type=int, default=4200, help="of the server that is started where none is named (%(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
