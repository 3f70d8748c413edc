"""The description of the addresses, and the server held against it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from lib.api.problems import KINDS
from tests.api.answer import Answer

OPENAPI = "/api/v1/openapi.json"
PATHS = (
    "/api/v1/measures",
    "/api/v1/measures/{id}.{format}",
    "/api/v1/compare/{id}.json",
    "/api/v1/tables/{name}.{format}",
    "/api/v1/charts/{id}.{format}",
    "/api/v1/claims.{format}",
    "/api/v1/datapackage.json",
    "/api/v1/openapi.json",
    "/healthz",
)


@pytest.fixture(scope="session")
def described(server: str) -> dict[str, Any]:
    return dict(Answer(server, OPENAPI).json)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("path", PATHS)
def test_the_server_keeps_to_its_description(
    path: str, mode: GenerationMode, server: str, described: dict[str, Any]
) -> None:
    operation = schemathesis.openapi.from_dict(described)[path]["GET"]
    if mode.is_negative and not list(operation.iter_parameters()):
        return

    @settings(
        max_examples=max(1, settings().max_examples // 5),
        # Most names are those of a short list.
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case[Any]) -> None:
        # No schema can say which ranges end before they start, or do not go with groups, nor which
        # parameters the page of a chart has.
        free = len(operation.query) > 1 or "view" in {each.name for each in operation.query}
        spared: list[Any] = [positive_data_acceptance] if free else []
        case.call_and_validate(base_url=server, excluded_checks=spared)

    asked()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/v1/measures", "Measures"),
        ("/api/v1/measures/all_removals.json", "Dataset"),
        ("/api/v1/tables/claims.json", "Dataset"),
        ("/api/v1/compare/sc_removals.json", "Comparison"),
        ("/api/v1/compare/detainer_removals.json", "Comparison"),
        ("/api/v1/claims.json", "Claims"),
        ("/api/v1/datapackage.json", "DataPackage"),
        ("/api/v1/openapi.json", "OpenAPI"),
        ("/healthz", "Health"),
        ("/api/v1/measures/none.csv", "Problem"),
    ],
)
def test_an_answer_is_as_described(
    path: str, name: str, server: str, described: dict[str, Any]
) -> None:
    components = {"components": described["components"]}
    jsonschema.validate(
        Answer(server, path).json, {"$ref": f"#/components/schemas/{name}", **components}
    )


def test_the_description_names_every_address_and_what_can_go_wrong(
    server: str, described: dict[str, Any]
) -> None:
    assert set(described["paths"]) == set(PATHS)
    root = urljoin(f"{server}{OPENAPI}", described["servers"][0]["url"])
    assert root.rstrip("/") == server
    kinds = described["components"]["x-problems"]
    for kind in KINDS:
        assert kinds[kind.name] == {"status": kind.status, "title": kind.title}
    problem = Answer(server, "/api/v1/tables/none.csv").json["type"]
    address, _, pointer = problem.partition("#/")
    assert address == OPENAPI
    assert pointer.split("/") == ["components", "x-problems", "no-such-name"]
