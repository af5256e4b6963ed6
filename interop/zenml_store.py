"""Runs commands of ZenML's command line and reads back what its store then holds.

One line of JSON comes in for each login: {"name", "commands": [[word, ...], ...]}; the words
are without the program's name. One goes out for each, in the same order: {"name", "registry",
"connector", "secret", "stack"}, or {"name", "error"}. One process runs all of them, because
starting ZenML is what takes the time. The caller names an empty folder with ZENML_CONFIG_PATH.
"""

import json
import os
import sys

# What ZenML prints is not an answer.
answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

from click.testing import CliRunner  # noqa: E402
from zenml.cli.cli import cli  # noqa: E402
import zenml.cli  # noqa: E402, F401 - adds the commands
from zenml.client import Client  # noqa: E402
from zenml.enums import StackComponentType  # noqa: E402

KIND = StackComponentType.CONTAINER_REGISTRY


def run(words):
    """Runs one command, and raises with what it said when it fails."""
    result = CliRunner().invoke(cli, words)
    if result.exit_code != 0:
        said = " ".join(result.output.split())
        why = "" if isinstance(result.exception, SystemExit) else f" {result.exception!r}"
        raise RuntimeError(f"zenml {' '.join(words)}: {said}{why}")


def stored(name):
    """What the store holds for a login."""
    client = Client()
    registry = client.get_stack_component(KIND, name)
    settings = dict(registry.configuration)
    found = {
        "registry": {
            "flavor": registry.flavor_name,
            "uri": settings.pop("uri", None),
            "secret": settings.pop("authentication_secret", None),
        },
        "connector": None,
        "secret": None,
        # The registry of the stack that is used now.
        "stack": client.active_stack_model.components[KIND][0].name,
    }
    if registry.connector:
        connector = client.get_service_connector(registry.connector.id, expand_secrets=True)
        found["connector"] = {
            "type": connector.type,
            "method": connector.auth_method,
            "kinds": connector.resource_types,
            "resource": connector.resource_id,
            "fields": connector.configuration.plain,
        }
    if found["registry"]["secret"]:
        found["secret"] = client.get_secret(found["registry"]["secret"]).secret_values
    return found


def main():
    # ZenML's default stack cannot be changed.
    run(["stack", "copy", "default", "own"])
    run(["stack", "set", "own"])
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"name": asked["name"]}
        try:
            for words in asked["commands"]:
                run(words)
            answer |= stored(asked["name"])
        except Exception as error:  # Whatever it is, the caller says it.
            answer["error"] = str(error) or repr(error)
        print(json.dumps(answer), file=answers, flush=True)


main()
