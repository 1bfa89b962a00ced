"""Slack's signature: its documentation's own example, and whatever else somebody may send."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.signature import WINDOW, Seal, genuine, seal, sign

# docs.slack.dev/authentication/verifying-requests-from-slack
SECRET, TIMESTAMP = "8f742231b10e8888abcd99yyyzzz85a5", "1531420618"
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
    b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url="
    b"https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id="
    b"398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)


def test_it_is_slacks_own() -> None:
    """The example of Slack's documentation is signed, read and believed."""
    assert sign(SECRET, TIMESTAMP, BODY) == SIGNATURE
    found = seal([TIMESTAMP], [SIGNATURE], float(TIMESTAMP))
    assert found == Seal(TIMESTAMP, SIGNATURE)
    assert genuine(found, SECRET, BODY)


@given(st.integers(-10 * WINDOW, 10 * WINDOW))
def test_it_ages(seconds: int) -> None:
    """It counts for five minutes before and after."""
    found = seal([TIMESTAMP], [SIGNATURE], float(TIMESTAMP) + seconds)
    assert (found is not None) == (abs(seconds) <= WINDOW)


@given(st.lists(st.text() | st.just(TIMESTAMP), max_size=2), st.lists(st.text() | st.just(SIGNATURE), max_size=2))
def test_odd_headers_are_no_seal(timestamps: list[str], signatures: list[str]) -> None:
    """Only one timestamp of digits and one signature of the known shape are a seal; nothing else raises."""
    found = seal(timestamps, signatures, float(TIMESTAMP))
    assert found is None or (timestamps, signatures) == ([found.timestamp], [found.signature])


@given(st.binary(), st.text(min_size=1), st.binary())
def test_it_holds_for_one_body_and_one_secret(body: bytes, secret: str, other: bytes) -> None:
    """Another body or another secret is not believed."""
    made = Seal(TIMESTAMP, sign(secret, TIMESTAMP, body))
    assert genuine(made, secret, body)
    assert genuine(made, secret, other) == (body == other)
    assert not genuine(made, f"{secret}x", body)
