"""Installs the automation that ends runs whose process and worker have both died: `python -m flows.zombies`.

A flow run sends a heartbeat; a server of one's own only notices that it stopped if an automation tells it to. Without it
such a run stays "Running" for ever, and with a limit of one run at a time no other begins.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

NAME = "crash runs without a heartbeat"
# The shortest that Prefect allows.
HEARTBEAT_SECONDS = 30
HEARTBEAT = "prefect.flow-run.heartbeat"
# What ends the wait for the next heartbeat: one, or the end of the run.
ENDINGS = ("Completed", "Failed", "Cancelled", "Crashed", "Paused", "Suspended", "AwaitingRetry")


def build_automation(within: float = 3 * HEARTBEAT_SECONDS) -> AutomationCore:
    """Return the automation: a run whose heartbeat is followed by nothing for `within` seconds is marked as crashed."""
    trigger = EventTrigger(
        after={HEARTBEAT},
        expect={HEARTBEAT, *(f"prefect.flow-run.{ending}" for ending in ENDINGS)},
        match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=timedelta(seconds=within),
    )
    message = "The process of this run is gone; the next run takes up its work."
    action = ChangeFlowRunState(state=StateType.CRASHED, name=None, message=message, force=False)
    return AutomationCore(name=NAME, description=__doc__.split("\n\n")[1], trigger=trigger, actions=[action])


def install(within: float = 3 * HEARTBEAT_SECONDS) -> str:
    """Install the automation on the server, unless it is there as it should be; return what was done.

    An automation that is written anew forgets the heartbeats that it saw: the runs that died just before would never be noticed.
    """
    made = build_automation(within)
    with get_client(sync_client=True) as client:
        earlier = client.read_automations_by_name(NAME)
        if len(earlier) == 1 and _find_essence(earlier[0]) == _find_essence(made):
            return f"in place: {NAME}"
        for automation in earlier:
            client.delete_automation(automation.id)
        client.create_automation(made)
    return f"installed: {NAME}"


def _find_essence(automation: AutomationCore) -> dict[str, Any]:
    """Return what of an automation does not come from the server."""
    trigger = automation.trigger.model_dump(exclude={"id"})
    return {"enabled": automation.enabled, "trigger": trigger, "actions": [a.model_dump() for a in automation.actions]}


if __name__ == "__main__":
    sys.stdout.write(install() + "\n")
