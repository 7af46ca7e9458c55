"""Installs the automation that ends runs whose process and worker have both died: `python -m flows.zombies`.

A flow run sends a heartbeat; a server of one's own only notices that it stopped if an automation tells it to. Without it
such a run stays "Running" for ever, and with a limit of one run at a time no other begins.
"""

from __future__ import annotations

import sys
from datetime import timedelta

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
    """Install the automation on the server, in the place of an earlier one; return what was done."""
    made = build_automation(within)
    with get_client(sync_client=True) as client:
        earlier = client.read_automations_by_name(NAME)
        if len(earlier) == 1:
            client.update_automation(earlier[0].id, made)
            return f"updated: {NAME}"
        for automation in earlier:
            client.delete_automation(automation.id)
        client.create_automation(made)
    return f"installed: {NAME}"


if __name__ == "__main__":
    sys.stdout.write(install() + "\n")
