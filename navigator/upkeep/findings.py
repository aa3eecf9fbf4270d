"""What a check has found, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """*Warning*: it runs, and somebody should look. *Failed*: it does not, or must not."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """``sentence`` says what was found; ``remedy`` what to do, empty where all is well."""

    name: str
    state: State
    sentence: str
    remedy: str = ""


def ok(name: str, sentence: str) -> Checked:
    return Checked(name=name, state=State.OK, sentence=sentence)


def warning(name: str, sentence: str, remedy: str) -> Checked:
    return Checked(name=name, state=State.WARNING, sentence=sentence, remedy=remedy)


def failed(name: str, sentence: str, remedy: str) -> Checked:
    return Checked(name=name, state=State.FAILED, sentence=sentence, remedy=remedy)
