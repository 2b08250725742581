"""The hub's configuration, as it stands and with its one line changed."""

import re
import runpy

import pytest
from traitlets.config import Config

from tools.hub.running import CONFIG

ONE_LINE = 'SIGN_IN = "dummy"'


@pytest.fixture
def configured(tmp_path, monkeypatch):
    """A function that reads the configuration, with another way to sign in and at another address."""
    monkeypatch.setenv("CNNLAB_CLASS", str(tmp_path / "class"))

    def read(sign_in="dummy", address=None):
        text = CONFIG.read_text(encoding="utf-8")
        assert len(re.findall(f"^{ONE_LINE}$", text, re.M)) == 1
        changed = tmp_path / "jupyterhub_config.py"
        changed.write_text(text.replace(ONE_LINE, f"SIGN_IN = {sign_in!r}"), encoding="utf-8")
        if address:
            monkeypatch.setenv("CNNLAB_HUB_ADDRESS", address)
        config = Config()
        runpy.run_path(str(changed), {"get_config": lambda: config})
        return config

    return read


def test_as_it_stands_it_is_reached_from_this_machine_alone(configured):
    config = configured()
    assert config.JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert config.JupyterHub.authenticator_class == "dummy"
    assert config.JupyterHub.spawner_class == "simple"


@pytest.mark.parametrize("address", ["http://:8000", "http://0.0.0.0:8000", "https://hub.example", "127.0.0.1:8000"])
def test_anybody_may_sign_in_from_this_machine_only(configured, address):
    with pytest.raises(SystemExit, match="lets anybody in: change one of them"):
        configured(address=address)


def test_one_line_makes_each_student_an_account_with_a_password(configured):
    config = configured("pam", "http://:8000")
    assert config.JupyterHub.authenticator_class == "pam"
    assert config.JupyterHub.spawner_class == "localprocess"
    assert config.JupyterHub.bind_url == "http://:8000"
    assert "--allow-root" not in config.Spawner.args


def test_what_the_hub_knows_is_for_its_own_eyes(configured, tmp_path):
    config = configured()
    state = tmp_path / "class.hub"
    assert state.stat().st_mode & 0o077 == 0
    for file in (config.JupyterHub.cookie_secret_file, config.JupyterHub.db_url, config.ConfigurableHTTPProxy.pid_file):
        assert str(state) in file


@pytest.mark.parametrize("name", ["ada", "ben2", "a.l-1_x", "x" * 32])
def test_usual_names_are_taken(configured, name):
    assert re.match(configured().Authenticator.username_pattern, name)


@pytest.mark.parametrize("name", ["", "..", "../x", ".hub", "a/b", "x" * 33, "Ada", "a\n", "größe", "-x"])
def test_names_that_are_no_names_of_folders_are_not(configured, name):
    assert not re.match(configured().Authenticator.username_pattern, name)
