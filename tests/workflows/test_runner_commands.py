"""What a CI runner would obey in a log is broken up wherever foreign text is shown."""

from __future__ import annotations

import json

import pytest

from vocabsync.render.escape import json_text, terminal


@pytest.mark.parametrize("command", ["##[add-path]/tmp/evil", "a ##[error]b", "###[group]"])
def test_the_older_form_of_a_command_is_broken_up_and_still_readable(command: str) -> None:
    shown = terminal(command)
    assert "##[" not in shown
    assert shown.replace("\\u{5b}", "[") == command


def test_json_keeps_its_value_and_holds_no_command() -> None:
    document = {"text": "##[add-path]/tmp/evil", "other": "## heading #[link]"}
    shown = json_text(json.dumps(document))
    assert "##[" not in shown
    assert json.loads(shown) == document


def test_ordinary_signs_stay() -> None:
    assert terminal("C# ## heading #[1]") == "C# ## heading #[1]"
