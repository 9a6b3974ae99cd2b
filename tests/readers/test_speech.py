from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

Keep = Callable[..., Path]
Heard = Callable[[object], Reading]


@pytest.fixture
def heard(keep: Keep) -> Heard:
    return lambda content: read(keep(json.dumps(content), "w.json"))


def timed(reading: Reading) -> list[tuple[str, int | None, int | None]]:
    return [(turn.label, turn.begins, turn.ends) for turn in reading.transcript.turns]


def test_whisper_tells_segments_and_its_kin_who_speaks(heard: Heard) -> None:
    reading = heard(
        {
            "text": " Halo Ya",
            "segments": [
                {"id": 0, "start": 0.5, "end": 1.25, "text": " Halo", "speaker": "SPEAKER_00"},
                {"id": 1, "start": 1.25, "end": 2, "text": " Ya"},
                {"id": 2, "start": 2, "end": 3, "text": "  "},
            ],
        }
    )
    assert reading.transcript.text == "SPEAKER_00: Halo\nYa\n"
    assert timed(reading) == [("SPEAKER_00", 500, 1_250)]
    assert [str(problem) for problem in reading.problems] == [
        "w.json: lines without a name, which belong to nobody: 1; write who speaks each of them"
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"transcription": [{"offsets": {"from": 0, "to": 900}, "text": " Halo"}]},
        {"chunks": [{"timestamp": [0.0, 0.9], "text": " Halo"}]},
        {"events": [{"tStartMs": 0}, {"tStartMs": 0, "segs": [{"utf8": "Ha"}, {"utf8": "lo"}]}]},
    ],
)
def test_other_programs_are_known_by_their_keys(heard: Heard, content: object) -> None:
    assert heard(content).transcript.text == "Halo\n"


def test_segments_may_come_alone_and_utterances_in_milliseconds(heard: Heard) -> None:
    alone = heard([{"text": "Halo", "start": 0.5, "duration": 1.5, "speaker": "Ani"}])
    assert timed(alone) == [("Ani", 500, 2_000)]
    utterances = heard({"utterances": [{"speaker": "A", "start": 250, "end": 900, "text": "Ya"}]})
    assert timed(utterances) == [("A", 250, 900)]


@pytest.mark.parametrize(
    "content",
    [[], {}, 7, {"segments": 7}, {"segments": [7, {}]}, {"events": [{"segs": 7}]}, {"text": "a"}],
)
def test_what_holds_no_speech_is_refused(heard: Heard, content: object) -> None:
    with pytest.raises(InputError, match="holds no speech that is known here"):
        heard(content)


@pytest.mark.parametrize("content", ["{", "[" * 100_000, "9" * 10_000, '{"a":\n', "NaN["])
def test_what_is_no_json_is_refused(keep: Keep, content: str) -> None:
    with pytest.raises(InputError):
        read(keep(content, "w.json"))


def test_times_that_are_none_are_left_out(heard: Heard) -> None:
    times: list[object] = ["a", None, -1, 1e300, float("inf"), float("nan"), True, {}, 10**400]
    reading = heard(
        {"segments": [{"start": t, "end": t, "text": "a", "speaker": "Ani"} for t in times]}
    )
    assert set(timed(reading)) == {("Ani", None, None)}
