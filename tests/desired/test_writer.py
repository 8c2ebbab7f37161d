from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import terms_of
from vocabsync.desired.caps import Caps
from vocabsync.desired.term_places import Assembled
from vocabsync.desired.vocabulary_file import check_vocabulary
from vocabsync.desired.writer import CannotBeSaid, add, defaults_of, rewrite, unique, write_new
from vocabsync.desired.yaml_edit import Defaults
from vocabsync.desired.yaml_events import read_yaml
from vocabsync.domain.identifiers import Prefix
from vocabsync.domain.vocabulary import Term, Terms

FILE = dedent("""\
    # films
    target_model: fun-asr  # the model
    defaults: {weight: 4, lang: zh}
    terms:
      # one
      - 赛德克  # a film
      - {text: Seediq Bale, lang: en, note: the same}

      # two
      - {text: 阙里, weight: 5}  # a place
    protect: true
    """)


def read(text: str) -> Terms:
    file = check_vocabulary(read_yaml("movies.yaml", text, Caps()), Prefix("movies"))
    assert not file.problems
    defaults = file.content.defaults
    return Assembled((file.terms,), defaults.weight or 4, defaults.lang).terms


def models(text: str) -> tuple[str, ...]:
    return check_vocabulary(read_yaml("movies.yaml", text, Caps()), Prefix("movies")).models


def test_a_new_file_says_what_is_not_usual_and_no_more() -> None:
    terms = (Term("赛德克", 4), Term("Seediq Bale", 5, "en"), Term("no", 4), Term("a, b", 4, "en"))
    assert write_new(["fun-asr"], terms, heading="taken\nfrom there") == dedent("""\
        # taken
        # from there
        target_model: fun-asr
        terms:
          - 赛德克
          - {text: Seediq Bale, weight: 5, lang: en}
          - 'no'
          - {text: 'a, b', lang: en}
        """)


def test_a_new_file_for_several_models_names_them_all() -> None:
    text = write_new(["fun-asr", "paraformer-v2"], terms_of("词语"))
    assert text == "target_models: [fun-asr, paraformer-v2]\nterms:\n  - 词语\n"


def test_only_what_differs_is_edited_and_comments_stay() -> None:
    wanted = (Term("赛德克", 3, "zh"), Term("阙里", 5, "zh"), Term("新", 4, "zh"), Term("new", 2, "en"))
    rewritten = rewrite(FILE, wanted)
    assert rewritten.text == dedent("""\
        # films
        target_model: fun-asr  # the model
        defaults: {weight: 4, lang: zh}
        terms:
          # one
          - {text: 赛德克, weight: 3}  # a film

          # two
          - {text: 阙里, weight: 5}  # a place
          - 新
          - {text: new, weight: 2, lang: en}
        protect: true
        """)
    assert rewritten.added == wanted[2:]
    assert rewritten.removed == (Term("Seediq Bale", 4, "en"),)
    assert rewritten.changed == ((Term("赛德克", 4, "zh"), Term("赛德克", 3, "zh")),)


def test_the_comment_behind_a_term_goes_with_it_and_those_above_stay() -> None:
    text = rewrite(FILE, (Term("Seediq Bale", 4, "en"),)).text
    assert "# a film" not in text
    assert "# a place" not in text
    assert "# one" in text
    assert "# two" in text


def test_saying_the_same_changes_no_term() -> None:
    rewritten = rewrite(FILE, read(FILE))
    assert (rewritten.has_changes, rewritten.text) == (False, FILE)


def test_a_term_without_a_language_makes_the_default_language_be_written_out() -> None:
    wanted = (Term("赛德克", 4, "zh"), Term("赛德克", 4, None))
    text = rewrite(FILE, wanted).text
    assert read(text) == wanted
    assert "defaults: {weight: 4}\n" in text
    assert "{text: 赛德克, lang: zh}  # a film" in text


def test_defaults_of_a_language_alone_go_with_it() -> None:
    text = rewrite("target_model: fun-asr\ndefaults: {lang: zh}\nterms: [词语]\n", terms_of("词语")).text
    assert text == "target_model: fun-asr\nterms:\n  - 词语\n"


def test_a_file_without_terms_gets_them_at_its_end() -> None:
    text = "target_model: fun-asr\ninclude: [a.txt]\n# the end\n"
    rewritten = rewrite(text, terms_of("词语", "b"), included=terms_of("b"))
    assert rewritten.text == "target_model: fun-asr\ninclude: [a.txt]\n# the end\nterms:\n  - 词语\n"
    assert rewritten.added == terms_of("词语")


@pytest.mark.parametrize("wanted", [(Term("词语", 5),), (Term("other", 4),)])
def test_a_shared_list_that_says_something_else_stops_the_edit(wanted: Terms) -> None:
    with pytest.raises(CannotBeSaid, match="词语"):
        rewrite("target_model: fun-asr\ninclude: [a.txt]\n", wanted, included=terms_of("词语"))


def test_a_default_language_that_a_shared_list_needs_stops_the_edit() -> None:
    text = "target_model: fun-asr\ndefaults: {lang: zh}\ninclude: [a.txt]\n"
    with pytest.raises(CannotBeSaid, match="default language"):
        rewrite(text, (Term("词语", 4, "zh"), Term("b", 4)), included=(Term("词语", 4, "zh"),))


def test_models_are_set_where_they_differ() -> None:
    assert models(rewrite(FILE, read(FILE), models=["paraformer-v2"]).text) == ("paraformer-v2",)
    several = rewrite(FILE, read(FILE), models=["fun-asr", "paraformer-v2"]).text
    assert models(several) == ("fun-asr", "paraformer-v2")
    assert several.splitlines()[1] == "target_models: [fun-asr, paraformer-v2]  # the model"
    assert rewrite(several, read(FILE), models=["fun-asr"]).text == FILE


def test_adding_removes_nothing_and_says_what_was_new_or_weighed_differently() -> None:
    rewritten = add(FILE, (Term("赛德克", 5, "zh"), Term("阙里", 5, "zh"), Term("新", 4, "zh")))
    assert rewritten.removed == ()
    assert rewritten.added == (Term("新", 4, "zh"),)
    assert [after.weight for _, after in rewritten.changed] == [5]
    assert "Seediq Bale" in rewritten.text


def test_a_term_that_is_added_without_a_language_gets_the_files_own_and_its_note() -> None:
    rewritten = add(FILE, (Term("新", 5), Term("赛德克", 4)), notes={("新", "zh"): "really, new"})
    assert rewritten.added == (Term("新", 5, "zh"),)
    assert "  - {text: 新, weight: 5, note: 'really, new'}\n" in rewritten.text
    assert "{text: x, note: why}" in write_new(["fun-asr"], terms_of("x"), notes={("x", None): "why"})


def test_defaults_are_read_as_the_file_says_them() -> None:
    assert defaults_of(FILE) == Defaults(4, "zh")
    assert defaults_of("target_model: fun-asr\ndefaults: {weight: 2}\n") == Defaults(2)


lawful = st.text(
    alphabet=st.one_of(
        st.sampled_from(" ,:#[]{}'\"\\-?&!|>%@`~=<.0179enotr：，。①\u3000\ue000赛𠮷é"),
        st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]),
    ),
    min_size=1,
    max_size=8,
).filter(lambda text: text.strip() != "")
some_terms = st.lists(
    st.builds(Term, lawful, st.sampled_from([1, 3, 4, 5]), st.sampled_from([None, "zh", "en"])), max_size=6
)


@given(some_terms)
def test_whatever_the_service_may_hold_a_new_file_says_it(terms: list[Term]) -> None:
    found = read(write_new(["fun-asr"], terms))
    assert found == tuple(unique(terms).values())


@given(some_terms, some_terms, some_terms, st.sampled_from([None, "zh"]), st.sampled_from([4, 2]))
def test_rewriting_any_file_makes_it_say_exactly_what_is_wanted(
    before: list[Term], kept: list[Term], after: list[Term], lang: str | None, weight: int
) -> None:
    head = write_new(["fun-asr"], [*before, *kept])
    if lang and head.startswith("target"):
        head = head.replace("terms:", f"defaults: {{weight: {weight}, lang: {lang}}}\nterms:", 1)
    wanted = unique([*kept, *after])
    rewritten = rewrite(head, wanted.values())
    assert unique(read(rewritten.text)) == wanted
    assert not rewrite(rewritten.text, wanted.values()).has_changes
