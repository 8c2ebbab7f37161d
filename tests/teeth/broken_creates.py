"""The create protocol, broken as somebody might break it. Each takes the original and gives its replacement."""

from __future__ import annotations

from typing import Any

from tests.support.fake_service import a_problem
from vocabsync.domain.creation import Adopt, Clear
from vocabsync.domain.errors import ServiceFailure
from vocabsync.domain.outcome import Unknown


def resend_a_lost_create(original: Any) -> Any:
    def unknown(self: Any, problem: Any, *, stop: bool) -> Any:
        return original(self, problem, stop=stop) if stop else None

    return unknown


def go_back_to_the_create_loop(original: Any) -> Any:
    def unknown(self: Any, problem: Any, *, stop: bool) -> Any:
        ended = original(self, problem, stop=stop)
        if isinstance(ended, Unknown) and not stop:
            self._watch.listing_is_due = True
            return None
        return ended

    return unknown


def close_the_intent_of_a_lost_create(original: Any) -> Any:
    def unknown(self: Any, problem: Any, *, stop: bool) -> Any:
        ended = original(self, problem, stop=stop)
        for intent in self._run.journal.open_intents():
            self._run.journal.close(intent, None)
        return ended

    return unknown


def adopt_without_comparing(original: Any) -> Any:
    def judge(claim: Any, content: Any, remotes: Any) -> Any:
        answering = [remote for remote in remotes if remote.claim == claim]
        return Adopt(answering[0]) if answering else Clear()

    return judge


def adopt_another_model(original: Any) -> Any:
    def judge(claim: Any, content: Any, remotes: Any) -> Any:
        found = tuple(remotes)
        return Adopt(found[0]) if found else Clear()

    return judge


def take_a_failing_listing_for_empty(original: Any) -> Any:
    def look_before(self: Any, action: Any) -> Any:
        try:
            return original(self, action)
        except ServiceFailure:
            return Clear()

    return look_before


def do_not_list_before(original: Any) -> Any:
    return lambda self, action: Clear()


def create_again_without_listing(original: Any) -> Any:
    def not_created(self: Any, *args: Any, **kwargs: Any) -> Any:
        ended = original(self, *args, **kwargs)
        self._watch.listing_is_due = False
        return ended

    return not_created


def retry_the_full_account(original: Any) -> Any:
    def not_created(self: Any, intent: Any, problem: Any, number: int, *, may_retry: bool) -> Any:
        passing = a_problem(problem.action, "HTTP 429", 429, "Throttling")
        return original(self, intent, passing, number, may_retry=True)

    return not_created


def wait_for_nothing(original: Any) -> Any:
    return lambda self: None


def see_no_need_to_wait(original: Any) -> Any:
    return lambda environment, **facts: False


def know_every_run(original: Any) -> Any:
    return lambda self, run: True


def open_no_intent(original: Any) -> Any:
    return lambda self, intent: None


def keep_twins_secret(original: Any) -> Any:
    return lambda self, twins: None
