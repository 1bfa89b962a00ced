"""The settings: what they default to, and what they complain of."""

import pytest

from bot.errors import ConfigurationError
from bot.settings import ProviderName, Reconcile, Settings

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def complaints(env: dict[str, str]) -> str:
    """Return all complaints about `env`, in one text."""
    with pytest.raises(ConfigurationError) as caught:
        Settings.from_env(env)
    return "\n".join(caught.value.complaints)


def test_nothing_set_is_the_sandbox_with_the_replayed_day() -> None:
    """With no variable set, Surge brings its own Slack, replays its tape and tells #markets."""
    settings = Settings.from_env({})
    assert settings.sandbox
    assert settings.provider is ProviderName.REPLAY
    assert (settings.channel, settings.turnover_alert, settings.tech_alert) == ("C01MARKETS", "250bn", "2.5%")
    assert settings.reconcile is Reconcile.HISTORY
    assert (settings.replay_speed, settings.http_port) == (240.0, 3000)


def test_tokens_mean_live_figures_and_no_reading_of_history() -> None:
    """With a workspace's tokens the figures are live, history is not read, and nobody is told unasked."""
    settings = Settings.from_env(TOKENS)
    assert not settings.sandbox
    assert settings.provider is ProviderName.YAHOO
    assert settings.reconcile is Reconcile.NONE
    assert (settings.channel, settings.turnover_alert) == ("", "1.2x")


def test_a_slack_on_this_machine_is_a_rehearsal() -> None:
    """A stand-in on loopback may be replayed into without further ado."""
    env = TOKENS | {"SLACK_API_URL": "http://127.0.0.1:4000/api/", "SURGE_PROVIDER": "replay"}
    settings = Settings.from_env(env)
    assert settings.rehearsal
    assert settings.channel == "C01MARKETS"
    assert settings.reconcile is Reconcile.HISTORY


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::1]"])
def test_loopback_has_many_names(host: str) -> None:
    """Every name of this machine's own loopback counts as a stand-in."""
    assert Settings.from_env(TOKENS | {"SLACK_API_URL": f"http://{host}:1/api/"}).rehearsal


def test_replaying_into_a_real_workspace_needs_a_second_word() -> None:
    """A recorded day is kept out of a real workspace unless the owner insists."""
    env = TOKENS | {"SURGE_PROVIDER": "replay"}
    assert "SURGE_REPLAY_IN_SLACK=1" in complaints(env)
    assert Settings.from_env(env | {"SURGE_REPLAY_IN_SLACK": "1"}).replaying


def test_a_partial_set_names_what_is_missing() -> None:
    """One Slack variable alone starts nothing, and the sentence names the others."""
    assert "SLACK_APP_TOKEN is missing" in complaints({"SLACK_BOT_TOKEN": "xoxb-1"})
    assert "SLACK_BOT_TOKEN is missing" in complaints({"SLACK_APP_TOKEN": "xapp-1"})
    text = complaints({"SLACK_SIGNING_SECRET": "s"})
    assert "SLACK_BOT_TOKEN is missing" in text


def test_a_signing_secret_stands_for_the_app_token() -> None:
    """With the bot's token and the signing secret Slack posts to us; where there is an app token, a socket wins."""
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "8f742231"}
    assert Settings.from_env(env).by_http
    assert not Settings.from_env(env).sandbox
    assert not Settings.from_env(env | TOKENS).by_http
    assert not Settings.from_env(TOKENS).by_http
    assert not Settings.from_env({}).by_http


def test_either_way_to_slack_is_named() -> None:
    """Who has only the bot's token is told of both ways on."""
    assert "SLACK_SIGNING_SECRET" in complaints({"SLACK_BOT_TOKEN": "xoxb-1"})


@pytest.mark.parametrize("token", ["xoxb-1", "xapp-1"])
def test_a_token_is_no_signing_secret(token: str) -> None:
    """A token in the secret's place is told where the secret is."""
    text = complaints({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": token})
    assert "Basic Information" in text


def test_swapped_tokens_are_told_apart() -> None:
    """Tokens in each other's place are named by the prefix they should have."""
    text = complaints({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"})
    assert "must begin with xapp-" in text
    assert "must begin with xoxb-" in text


def test_all_complaints_come_at_once() -> None:
    """Four faults make four sentences, not one start after another."""
    env = {"PORT": "http", "SURGE_REPLAY_SPEED": "fast", "SURGE_RECONCILE": "maybe", "SURGE_TAPE": "/no/such/tape"}
    assert len(complaints(env).splitlines()) == 4


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", ""])
def test_only_a_positive_speed_plays(speed: str) -> None:
    """A replay's speed is a finite number above nothing; unset it is 240."""
    if speed:
        assert "SURGE_REPLAY_SPEED" in complaints({"SURGE_REPLAY_SPEED": speed})
    else:
        assert Settings.from_env({"SURGE_REPLAY_SPEED": speed}).replay_speed == 240.0


@pytest.mark.parametrize("port", ["-1", "65536", "3000x"])
def test_a_port_is_a_port(port: str) -> None:
    """What is no port is complained of."""
    assert "PORT must be" in complaints({"PORT": port})


def test_secrets_are_named_for_the_log_to_strike_out() -> None:
    """Tokens and the passwords inside addresses are secrets."""
    env = TOKENS | {"DATABASE_URL": "postgres://surge:hunter2@db/x", "REDIS_URL": "redis://:sesame@cache"}
    assert set(Settings.from_env(env).secrets) == {"xoxb-1", "xapp-1", "hunter2", "sesame"}


def test_a_password_is_a_secret_in_both_its_forms() -> None:
    """A password with an escaped character must be struck out as it is written, and as it is meant."""
    env = {"DATABASE_URL": "postgresql://surge:p%40ss@db/x"}
    assert set(Settings.from_env(env).secrets) == {"p%40ss", "p@ss"}


def test_a_password_among_the_parameters_is_a_secret() -> None:
    """A password may stand behind the question mark as well, and one for the key of the line too."""
    env = {"DATABASE_URL": "postgresql://db/x?user=surge&password=hunter%2B2&sslpassword=sesame"}
    assert {"hunter%2B2", "hunter+2", "sesame"} <= set(Settings.from_env(env).secrets)


def test_a_replay_uses_the_stores_that_all_use_only_when_asked() -> None:
    """DATABASE_URL and REDIS_URL count for live figures, and for a replay with SURGE_REPLAY_STORES=1."""
    assert Settings.from_env(TOKENS).shared_stores
    assert not Settings.from_env({}).shared_stores
    assert not Settings.from_env({"SURGE_REPLAY_STORES": "0"}).shared_stores
    assert Settings.from_env({"SURGE_REPLAY_STORES": "1"}).shared_stores


def test_each_of_several_keys_is_a_secret() -> None:
    """Keys that stand in one list are struck out one by one."""
    assert {"one=", "two="} <= set(Settings.from_env({"SURGE_TOKEN_KEYS": "one=, two="}).secrets)


def test_an_address_that_is_none_is_a_secret_as_a_whole() -> None:
    """Where an address cannot be taken apart, all of it stays out of the log."""
    assert "redis://[broken" in Settings.from_env({"REDIS_URL": "redis://[broken"}).secrets
