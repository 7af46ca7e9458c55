"""The flows as deployments: when each runs, and that one run of it at a time is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule

from flows.ingest import ingest
from flows.maintain import maintain
from flows.reprocess import reprocess

ROOT = Path(__file__).parents[1]
# Ministries in Tokyo publish through the working day; the rest of the world by the morning after.
TIME_ZONE = "Asia/Tokyo"
INGEST_CRON = "15 */3 * * *"
MAINTAIN_CRON = "30 4 * * 0"
# A run that is due while another goes on waits for it; two at once would only fetch and read the same things twice.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)


@dataclass(frozen=True, slots=True)
class Times:
    """When the sources are looked through: by cron in a time zone, or every so many seconds."""

    cron: str = INGEST_CRON
    time_zone: str = TIME_ZONE
    every: float = 0.0

    def schedule(self) -> Schedule:
        """Return the schedule of `ingest`."""
        if self.every:
            return Interval(timedelta(seconds=self.every), timezone=self.time_zone)
        return Cron(self.cron, timezone=self.time_zone)


def build_deployments(times: Times, sources: str = "", name: str = "briefs") -> list[RunnerDeployment]:
    """Return the three flows as deployments; prefect.yaml says the same for work pools."""
    named = {"sources": sources} if sources else {}
    night = Cron(MAINTAIN_CRON, timezone=times.time_zone)
    made = [
        ingest.to_deployment(name, schedule=times.schedule(), parameters=named, concurrency_limit=ONE_AT_A_TIME),
        reprocess.to_deployment(name, concurrency_limit=ONE_AT_A_TIME),
        maintain.to_deployment(name, schedule=night, parameters=named, concurrency_limit=ONE_AT_A_TIME),
    ]
    return [deployment for deployment in made if isinstance(deployment, RunnerDeployment)]
