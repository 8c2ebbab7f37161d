from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.asking import AsksAtOnce
from tests.support.builders import a_record, a_remote, listed, terms_of
from tests.support.memory_ports import MemoryHistory, MemoryLedger, StandingClock
from vocabsync.desired.configuration import read_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.domain.errors import FilesInvalid
from vocabsync.domain.evidence import LedgerState
from vocabsync.domain.identifiers import Digest, Prefix, VocabularyId
from vocabsync.domain.limits import find_text_faults
from vocabsync.domain.vocabulary import Term
from vocabsync.operations.plan import PlanPorts, plan
from vocabsync.operations.pull import LeftAlone, Pulled, Same, Written, pull, save

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from vocabsync.domain.plan import Plan
    from vocabsync.domain.vocabulary import ListedVocabulary, RemoteVocabulary

MOVIES = "vocabularies/movies.yaml"
FILE = """\
# films
target_model: fun-asr
terms:
  - 赛德克  # a film
  - Seediq Bale
"""


@dataclass
class Account(AsksAtOnce):
    """What the service holds, read only."""

    vocabularies: tuple[RemoteVocabulary, ...]

    def list_all(self, on_new: Callable[[ListedVocabulary], None] = lambda _: None) -> tuple[ListedVocabulary, ...]:
        rows = tuple(map(listed, self.vocabularies))
        for row in rows:
            on_new(row)
        return rows

    def get(self, vocabulary_id: VocabularyId) -> RemoteVocabulary:
        return next(each for each in self.vocabularies if each.id == vocabulary_id)


@dataclass
class World:
    """A repository and an account."""

    root: Path
    account: Account
    ledger: MemoryLedger

    def pull(self, *prefixes: str, everything: bool = False) -> dict[str, Pulled]:
        environment = read_configuration(None, self.root).for_environment(None)
        wanted: Collection[Prefix] = [Prefix(prefix) for prefix in prefixes]
        pulled = pull(environment, self.account, self.ledger, prefixes=wanted, everything=everything)
        save(environment, pulled)
        return {each.prefix: each for each in pulled}

    def plan(self) -> Plan:
        configuration = read_configuration(None, self.root)
        return plan(
            PlanPorts(
                files=VocabularyFolder(configuration, configuration.for_environment(None)),
                remote=self.account,
                ledger=self.ledger,
                history=MemoryHistory(),
                clock=StandingClock(),
            )
        ).plan

    def read(self, path: str = MOVIES) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")


def a_world(root: Path, *vocabularies: RemoteVocabulary) -> World:
    (root / "vocabularies").mkdir()
    return World(root, Account(vocabularies), MemoryLedger())


def test_an_existing_file_is_edited_and_keeps_its_comments(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(terms=(Term("赛德克", 5), Term("新", 4))))
    world.write(MOVIES, FILE)
    pulled = world.pull()["movies"]
    assert isinstance(pulled, Written)
    assert (pulled.is_new, pulled.added, pulled.changed, pulled.removed) == (False, 1, 1, 1)
    assert world.read() == ("# films\ntarget_model: fun-asr\nterms:\n  - {text: 赛德克, weight: 5}  # a film\n  - 新\n")
    assert not world.plan().has_changes


def test_a_file_that_says_it_already_is_not_touched_however_it_is_laid_out(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(terms=terms_of("b", "a")))
    text = "terms:\n- a\n-   b\ntarget_model:   fun-asr\n"
    world.write(MOVIES, text)
    assert isinstance(world.pull()["movies"], Same)
    assert world.read() == text


def test_pull_alone_takes_what_is_under_our_prefixes(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(terms=terms_of("a")), a_remote("app2", number=2), a_remote("movies2", number=3))
    world.write(MOVIES, FILE)
    assert set(world.pull()) == {"movies"}


def test_prefixes_and_all_take_more(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote("app", number=2), a_remote("app2", number=3))
    assert set(world.pull("app")) == {"app"}
    assert world.read("vocabularies/app.yaml") == "target_model: fun-asr\nterms:\n  - {text: 赛德克巴莱, lang: zh}\n"
    assert not (tmp_path / "vocabularies/app2.yaml").exists()
    assert set(world.pull(everything=True)) == {"app", "app2"}
    assert not world.plan().has_changes


def test_a_folder_that_does_not_exist_yet_is_made(tmp_path: Path) -> None:
    world = World(tmp_path, Account((a_remote(),)), MemoryLedger())
    world.pull(everything=True)
    assert not world.plan().has_changes


def test_an_id_of_another_shape_is_never_pulled(tmp_path: Path) -> None:
    odd = replace(a_remote(), id=VocabularyId("vocab-my-app-0123"))
    world = a_world(tmp_path, odd)
    assert world.pull(everything=True) == {}


def test_a_prefix_that_the_service_does_not_have_is_named(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.write(MOVIES, FILE)
    pulled = world.pull()["movies"]
    assert isinstance(pulled, LeftAlone)
    assert "no vocabulary" in pulled.why
    assert "create" in pulled.next_step
    assert isinstance(world.pull("app")["app"], LeftAlone)
    assert world.read() == FILE


def test_models_with_one_list_share_a_file(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(model="fun-asr"), a_remote(model="paraformer-v2", number=2))
    world.pull(everything=True)
    assert world.read().startswith("target_models: [fun-asr, paraformer-v2]\n")
    assert not world.plan().has_changes


def test_models_with_two_lists_are_left_alone(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(), a_remote(model="paraformer-v2", number=2, terms=terms_of("a")))
    pulled = world.pull(everything=True)["movies"]
    assert isinstance(pulled, LeftAlone)
    assert "differ" in pulled.why


def test_a_list_for_a_model_that_the_file_does_not_declare_stays_out_where_it_differs(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(), a_remote(model="paraformer-v2", number=2, terms=terms_of("a")))
    world.write(MOVIES, FILE)
    pulled = world.pull()["movies"]
    assert isinstance(pulled, Written)
    assert "paraformer-v2" in pulled.notes[0]
    assert not world.plan().has_changes


def test_another_model_on_the_service_replaces_the_files(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(model="paraformer-v2", terms=terms_of("赛德克", "Seediq Bale")))
    world.write(MOVIES, FILE)
    world.pull()
    assert world.read() == FILE.replace("fun-asr", "paraformer-v2")
    assert not world.plan().has_changes


def test_rivals_are_left_alone_unless_the_ledger_names_one(tmp_path: Path) -> None:
    rivals = a_remote(number=1), a_remote(number=2, terms=terms_of("a"))
    world = a_world(tmp_path, *rivals)
    pulled = world.pull(everything=True)["movies"]
    assert isinstance(pulled, LeftAlone)
    assert "dedupe movies --keep" in pulled.next_step
    record = a_record(rivals[1], Digest("sha256:0"))
    world.ledger.state = LedgerState(records={record.claim: record})
    world.pull(everything=True)
    assert "- a\n" in world.read()


def test_an_included_list_is_respected_and_never_edited(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(terms=terms_of("吴贻弓", "b")))
    world.write(MOVIES, "target_model: fun-asr\ninclude: [terms/people.txt]\n")
    world.write("vocabularies/terms/people.txt", "吴贻弓\n")
    world.pull()
    assert world.read() == "target_model: fun-asr\ninclude: [terms/people.txt]\nterms:\n  - b\n"
    assert not world.plan().has_changes


def test_a_vocabulary_that_differs_from_an_included_list_is_left_alone(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(terms=(Term("吴贻弓", 5),)))
    text = "target_model: fun-asr\ninclude: [terms/people.txt]\n"
    world.write(MOVIES, text)
    world.write("vocabularies/terms/people.txt", "吴贻弓\n")
    pulled = world.pull()["movies"]
    assert isinstance(pulled, LeftAlone)
    assert "吴贻弓" in pulled.why
    assert "include" in pulled.next_step
    assert world.read() == text
    assert world.read("vocabularies/terms/people.txt") == "吴贻弓\n"


@pytest.mark.parametrize("terms", [(), (Term("a", 9),), (Term("赛" * 16, 4),), (Term("", 4),), (Term("a\x07", 4),)])
def test_what_no_file_may_say_is_left_alone(tmp_path: Path, terms: tuple[Term, ...]) -> None:
    world = a_world(tmp_path, a_remote(terms=terms))
    pulled = world.pull(everything=True)["movies"]
    assert isinstance(pulled, LeftAlone)
    assert not (tmp_path / MOVIES).exists()


def test_an_invalid_file_is_left_alone_and_the_others_are_pulled(tmp_path: Path) -> None:
    world = a_world(tmp_path, a_remote(), a_remote("app", number=2))
    world.write(MOVIES, "terms: [\n")
    world.write("vocabularies/app.yaml", FILE)
    pulled = world.pull()
    assert isinstance(pulled["movies"], LeftAlone)
    assert isinstance(pulled["app"], Written)
    assert world.read() == "terms: [\n"


def test_a_wrong_file_name_stops_before_the_service_is_asked(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.write("vocabularies/My-Films.yaml", FILE)
    with pytest.raises(FilesInvalid):
        world.pull()


lawful = st.text(
    alphabet=st.one_of(
        st.sampled_from(" ,:#[]{}'\"\\-?&!|>%@`~=<.0179enotr：，\u3000\ue000\xa0赛𠮷é"),
        st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Mn"]),
    ),
    min_size=1,
    max_size=7,
).filter(lambda text: text.strip() != "")
held = st.lists(
    st.builds(Term, lawful, st.sampled_from([1, 3, 4, 5]), st.sampled_from([None, "zh", "en"])),
    min_size=1,
    max_size=5,
    unique_by=lambda term: (term.text, term.lang),
)


@given(held, held, st.booleans(), st.sampled_from(["", "defaults: {weight: 3, lang: zh}\n"]))
def test_a_plan_right_after_a_pull_is_empty_whatever_the_service_holds(
    terms: list[Term],
    before: list[Term],
    existing: bool,  # noqa: FBT001 - hypothesis passes by position
    defaults: str,
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        world = a_world(root, a_remote(terms=(*before, *terms[:1])))
        world.pull(everything=True)
        if existing and (root / MOVIES).exists():
            world.write(MOVIES, defaults + world.read())
        world.account = Account((a_remote(terms=tuple(terms)),))
        pulled = world.pull(everything=True)
        if isinstance(pulled["movies"], LeftAlone):
            assert find_text_faults([term.text for term in terms])
            return
        assert not world.plan().has_changes
