from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.builders import a_claim
from tests.support.git_repository import Repository
from vocabsync.desired.git import Git
from vocabsync.desired.history import GitHistory
from vocabsync.domain.evidence import HistoryState
from vocabsync.domain.identifiers import Prefix

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.domain.evidence import History

OLD = Prefix("oldfilms")
FILE = "vocabularies/oldfilms.yaml"
TEXT = "target_model: fun-asr\nterms:\n  - 赛德克巴莱\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def look_up(repository: Repository, **settings: object) -> History:
    return GitHistory(repository.folder, **settings).look_up({OLD}, ())  # type: ignore[arg-type]  # settings of one test


def test_a_removal_is_found_with_commit_subject_and_date(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    removing = repository.commit("Films 合并\n\nbody", {FILE: None})
    repository.commit("Later", {"README": "x"})
    history = look_up(repository)
    removal = history.removals[OLD]
    assert history.state is HistoryState.COMPLETE
    assert (removal.path, removal.commit.hash, removal.commit.subject) == (FILE, removing, "Films 合并")
    assert removal.commit.date.isoformat() == "2026-01-02T12:00:00+08:00"
    assert not removal.protected


def test_the_newest_of_several_removals_counts(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.commit("Remove", {FILE: None})
    repository.commit("Add again", {FILE: TEXT})
    newest = repository.commit("Remove again", {FILE: None})
    assert look_up(repository).removals[OLD].commit.hash == newest


def test_a_file_that_was_deleted_and_committed_again_is_no_removal(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.commit("Remove", {FILE: None})
    repository.commit("Add again", {FILE: TEXT})
    (repository.folder / FILE).unlink()
    history = look_up(repository)
    assert not history.removals
    assert history.uncommitted == {OLD}


def test_a_prefix_that_was_never_in_the_folder_has_no_removal(repository: Repository) -> None:
    repository.commit("Start", {"docs/oldfilms.yaml": TEXT, "vocabularies/terms/oldfilms.yaml": "- 词\n"})
    repository.commit("Remove", {"docs/oldfilms.yaml": None, "vocabularies/terms/oldfilms.yaml": None})
    history = look_up(repository)
    assert history.state is HistoryState.COMPLETE
    assert not history.removals
    assert not history.uncommitted


@pytest.mark.parametrize("name", ["oldfilms2.yaml", "my-oldfilms.yaml", "OLDFILMS.yaml", "oldfilms.csv"])
def test_only_the_exact_stem_counts(repository: Repository, name: str) -> None:
    repository.commit("Start", {f"vocabularies/{name}": TEXT})
    repository.commit("Remove", {f"vocabularies/{name}": None})
    assert look_up(repository).removals == {}


def test_both_suffixes_count(repository: Repository) -> None:
    repository.commit("Start", {"vocabularies/oldfilms.yml": TEXT})
    repository.commit("Remove", {"vocabularies/oldfilms.yml": None})
    assert look_up(repository).removals[OLD].path == "vocabularies/oldfilms.yml"


def test_a_removal_that_is_not_committed_is_named(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    (repository.folder / FILE).unlink()
    history = look_up(repository)
    assert not history.removals
    assert history.uncommitted == {OLD}


def test_a_staged_removal_is_not_committed_either(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.git("rm", "-q", FILE)
    assert look_up(repository).uncommitted == {OLD}


def test_a_file_that_was_moved_is_removed_by_the_move(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    moving = repository.commit("Move", {FILE: None, "vocabularies/terms/oldfilms.yaml": TEXT})
    assert look_up(repository).removals[OLD].commit.hash == moving


def test_protection_at_the_time_of_the_removal_is_remembered(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT + "protect: true\n"})
    repository.commit("Remove", {FILE: None})
    assert look_up(repository).removals[OLD].protected


def test_protection_that_was_lifted_in_an_earlier_commit_is_gone(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT + "protect: true\n"})
    repository.commit("Lift", {FILE: TEXT})
    repository.commit("Remove", {FILE: None})
    assert not look_up(repository).removals[OLD].protected


def test_a_file_that_cannot_be_read_may_have_been_protected(repository: Repository) -> None:
    repository.commit("Start", {FILE: "terms: [\n"})
    repository.commit("Remove", {FILE: None})
    assert look_up(repository).removals[OLD].protected


def test_a_removal_on_a_merged_branch_is_found(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.git("checkout", "-q", "-b", "side")
    removing = repository.commit("Remove", {FILE: None})
    repository.git("checkout", "-q", "main")
    repository.commit("Meanwhile", {"README": "x"})
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert look_up(repository).removals[OLD].commit.hash == removing


def test_a_file_that_lived_and_died_on_a_merged_branch_is_found(repository: Repository) -> None:
    repository.commit("Start", {"README": "x"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("Add", {FILE: TEXT})
    removing = repository.commit("Remove", {FILE: None})
    repository.git("checkout", "-q", "main")
    repository.commit("Meanwhile", {"README": "y"})
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    assert look_up(repository).removals[OLD].commit.hash == removing


def test_a_removal_in_the_merge_itself_is_found(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("Aside", {"side": "x"})
    repository.git("checkout", "-q", "main")
    repository.commit("Meanwhile", {"README": "y"})
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    merging = repository.commit("Merge, and remove", {FILE: None})
    assert look_up(repository).removals[OLD].commit.hash == merging


def test_a_removal_on_a_branch_that_was_never_merged_is_no_evidence(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("Remove", {FILE: None})
    repository.git("checkout", "-q", "main")
    assert look_up(repository).removals == {}


def test_a_folder_that_was_renamed_since_is_searched_too(repository: Repository) -> None:
    repository.commit("Start", {"vocabsync.yaml": "vocabularies: lists\n", "lists/oldfilms.yaml": TEXT})
    removing = repository.commit("Remove", {"lists/oldfilms.yaml": None})
    repository.commit("Rename", {"vocabsync.yaml": "vocabularies: words\n"})
    assert look_up(repository, folder="words").removals[OLD].commit.hash == removing


def test_the_default_folder_from_before_the_configuration_is_searched_too(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    removing = repository.commit("Remove", {FILE: None})
    repository.commit("Configure", {"vocabsync.yaml": "vocabularies: words\n"})
    assert look_up(repository, folder="words").removals[OLD].commit.hash == removing


def test_an_environment_that_had_another_folder_is_searched_there(repository: Repository) -> None:
    environments = "environments: {prod: {vocabularies: %s}, staging: {vocabularies: staging}}\n"
    repository.commit("Start", {"vocabsync.yaml": environments % "live", "live/oldfilms.yaml": TEXT})
    removing = repository.commit("Remove", {"live/oldfilms.yaml": None})
    repository.commit("Rename", {"vocabsync.yaml": environments % "prod"})
    assert look_up(repository, environment="prod", folder="prod", alone=False).removals[OLD].commit.hash == removing


def test_a_removal_in_another_environments_folder_is_no_evidence(repository: Repository) -> None:
    environments = "environments: {prod: {vocabularies: prod}, staging: {vocabularies: staging}}\n# %s\n"
    repository.commit("Start", {"vocabsync.yaml": environments % 1, "staging/oldfilms.yaml": TEXT})
    repository.commit("Remove", {"staging/oldfilms.yaml": None, "vocabsync.yaml": environments % 2})
    repository.commit("Edit", {"vocabsync.yaml": environments % 3})
    assert look_up(repository, environment="prod", folder="prod", alone=False).removals == {}


def test_a_new_environment_does_not_inherit_what_was_removed_before_there_were_environments(
    repository: Repository,
) -> None:
    repository.commit("Start", {"vocabsync.yaml": "vocabularies: words\n", "words/oldfilms.yaml": TEXT})
    repository.commit("Remove", {"words/oldfilms.yaml": None})
    both = "environments: {prod: {vocabularies: words}, staging: {vocabularies: staging}}\n"
    repository.commit("Split", {"vocabsync.yaml": both})
    assert look_up(repository, environment="staging", folder="staging", alone=False).removals == {}
    assert OLD in look_up(repository, environment="prod", folder="words", alone=False).removals


def test_a_configuration_below_the_top_of_the_work_tree_is_found(repository: Repository) -> None:
    repository.commit("Start", {"speech/vocabsync.yaml": "vocabularies: lists\n", "speech/lists/oldfilms.yaml": TEXT})
    repository.commit("Remove", {"speech/lists/oldfilms.yaml": None})
    repository.commit("Rename", {"speech/vocabsync.yaml": "{}\n", "speech/vocabularies/a.yaml": TEXT})
    removal = GitHistory(repository.folder / "speech").look_up({OLD}, ()).removals[OLD]
    assert removal.path == "speech/lists/oldfilms.yaml"


def test_the_same_stem_in_another_project_of_the_work_tree_is_no_evidence(repository: Repository) -> None:
    repository.commit("Start", {"other/vocabularies/oldfilms.yaml": TEXT, "speech/vocabularies/a.yaml": TEXT})
    repository.commit("Remove", {"other/vocabularies/oldfilms.yaml": None})
    assert GitHistory(repository.folder / "speech").look_up({OLD}, ()).removals == {}


def test_a_shallow_clone_is_unknown(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    repository.commit("Start", {FILE: TEXT})
    repository.commit("Remove", {FILE: None})
    clone = tmp_path_factory.mktemp("clone")
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.folder}", str(clone / "it"))
    history = GitHistory(clone / "it").look_up({OLD}, {a_claim()})
    assert (history.state, history.removals) == (HistoryState.SHALLOW, {})


def test_no_work_tree_is_unknown(tmp_path: Path) -> None:
    assert GitHistory(tmp_path).look_up({OLD}, ()).state is HistoryState.NO_GIT


def test_no_git_is_unknown(repository: Repository) -> None:
    repository.commit("Start", {FILE: TEXT})
    assert look_up(repository, git=Git(repository.folder, {"PATH": ""})).state is HistoryState.NO_GIT


def test_a_repository_without_a_commit_is_unknown(repository: Repository) -> None:
    assert look_up(repository).state is HistoryState.NO_GIT


def test_nothing_asked_calls_no_git(tmp_path: Path) -> None:
    assert GitHistory(tmp_path).look_up((), ()).state is HistoryState.NOT_ASKED


class CountedGit(Git):
    calls: tuple[str, ...] = ()

    def _started(self, arguments: tuple[str, ...], stdin: int) -> object:  # type: ignore[override]  # passes it on
        self.calls += (arguments[0],)
        return super()._started(arguments, stdin)


def test_the_calls_of_git_do_not_grow_with_history(repository: Repository) -> None:
    for number in range(20):
        repository.commit(f"Edit {number}", {FILE: f"{TEXT}# {number}\n", "vocabsync.yaml": f"# {number}\n"})
    repository.commit("Remove", {FILE: None})
    git = CountedGit(repository.folder)
    assert OLD in look_up(repository, git=git).removals
    assert git.calls == ("rev-parse", "log", "cat-file")


def earlier(repository: Repository, *models: str) -> History:
    claims = [a_claim("movies", model) for model in models]
    return GitHistory(repository.folder).look_up((), claims)


def movies(*models: str) -> dict[str, str | None]:
    return {"vocabularies/movies.yaml": f"target_models: [{', '.join(models)}]\nterms: [词]\n"}


def test_the_commit_that_took_a_model_away_is_found(repository: Repository) -> None:
    repository.commit("Start", movies("paraformer-v2", "fun-asr"))
    switching = repository.commit("Switch", movies("fun-asr"))
    repository.commit("Other", movies("fun-asr", "fun-asr-mtl"))
    history = earlier(repository, "paraformer-v2")
    assert history.earlier_models[a_claim("movies", "paraformer-v2")].commit.hash == switching
    assert history.state is HistoryState.COMPLETE


def test_a_model_in_block_style_and_in_target_model_counts(repository: Repository) -> None:
    path = "vocabularies/movies.yaml"
    repository.commit("Start", {path: "target_models:\n  - fun-asr\n  - paraformer-v2\nterms: [词]\n"})
    block = repository.commit("Drop one", {path: "target_model: fun-asr\nterms: [词]\n"})
    single = repository.commit("Switch", {path: "target_model: fun-asr-mtl\nterms: [词]\n"})
    found = earlier(repository, "paraformer-v2", "fun-asr").earlier_models
    assert found[a_claim("movies", "paraformer-v2")].commit.hash == block
    assert found[a_claim("movies", "fun-asr")].commit.hash == single


@pytest.mark.parametrize("other", ["fun-asr-mtl", "xfun-asr", "fun.asr"])
def test_a_model_that_only_looks_alike_is_no_evidence(repository: Repository, other: str) -> None:
    repository.commit("Start", movies(other))
    repository.commit("Switch", movies("paraformer-v2"))
    assert earlier(repository, "fun-asr").earlier_models == {}


def test_a_model_that_a_term_or_comment_names_is_no_evidence(repository: Repository) -> None:
    path = "vocabularies/movies.yaml"
    repository.commit("Start", {path: "# target_model: fun-asr\ntarget_model: paraformer-v2\nterms: [fun-asr]\n"})
    repository.commit("Edit", {path: "target_model: paraformer-v2\nterms: [词]\n"})
    assert earlier(repository, "fun-asr").earlier_models == {}


def test_a_model_that_another_prefix_declared_is_no_evidence(repository: Repository) -> None:
    repository.commit("Start", {"vocabularies/people.yaml": TEXT, **movies("paraformer-v2")})
    repository.commit("Remove", {"vocabularies/people.yaml": None})
    assert earlier(repository, "fun-asr").earlier_models == {}


def test_an_earlier_model_remembers_protection(repository: Repository) -> None:
    path = "vocabularies/movies.yaml"
    repository.commit("Start", {path: TEXT + "protect: true\n"})
    repository.commit("Switch", {path: TEXT.replace("fun-asr", "fun-asr-mtl")})
    assert earlier(repository, "fun-asr").earlier_models[a_claim("movies", "fun-asr")].protected
