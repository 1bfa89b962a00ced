"""The acknowledgement of an envelope: what an app's answer looks like on the wire."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.response import BoltResponse

from handlers.socket_mode import acknowledgement


def test_an_answer_without_a_body_is_a_bare_acknowledgement() -> None:
    """Where there is nothing to say, only the envelope is named."""
    assert json.loads(acknowledgement("e-1", BoltResponse(status=200))) == {"envelope_id": "e-1"}


@pytest.mark.parametrize("text", ["plain words", 'with "quotes" and \n lines'])
def test_plain_words_become_a_text(text: str) -> None:
    """An answer that is no JSON is sent as its text."""
    sent = json.loads(acknowledgement("e-1", BoltResponse(status=200, body=text)))
    assert sent == {"envelope_id": "e-1", "payload": {"text": text}}


@given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.none(), min_size=1))
def test_json_arrives_as_it_was_made(envelope: str, body: dict[str, object]) -> None:
    """Whatever an app answers stands in the frame unchanged, whatever the envelope is called."""
    sent = json.loads(acknowledgement(envelope, BoltResponse(status=200, body=body)))
    assert sent == {"envelope_id": envelope, "payload": body}
