"""Something is wrong with the configuration, the vocabulary files or a list that is to be imported."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from tests.attacks.hostile_workbooks import cell, workbook
from tests.support.workplace import FILMS
from vocabsync.desired.caps import Caps

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.errors.scene import Chapter, Provoke, Scene

TWO_ENVIRONMENTS = "environments:\n  prod: {region: cn-beijing}\n  staging: {region: ap-southeast-1}\n"
WRONG_FILMS = "target_model: fun-asr\nterms: [no]\n"
INTO = ("--into", "vocabularies/movies.yaml")


def configured(text: str, *words: str) -> Provoke:
    def provoke(scene: Scene) -> object:
        scene.write("vocabsync.yaml", text)
        scene.write("vocabularies/movies.yaml")
        return scene.run(*words)

    return provoke


def with_movies(text: str, *words: str, name: str = "movies.yaml") -> Provoke:
    def provoke(scene: Scene) -> object:
        scene.write(f"vocabularies/{name}", text)
        return scene.run("--env", "local", *words)

    return provoke


def importing(name: str, content: str | bytes, *words: str, movies: str = "") -> Provoke:
    def provoke(scene: Scene) -> object:
        scene.write(name, content)
        if movies:
            scene.write("vocabularies/movies.yaml", movies)
        return scene.run("import", name, *words)

    return provoke


def shared_prefixes(scene: Scene) -> object:
    scene.write("vocabsync.yaml", "environments: {prod: {}, staging: {}}\n")
    scene.write("vocabularies/movies.yaml")
    scene.export("DASHSCOPE_API_KEY", "sk-a-key-for-tests-only")
    return scene.run("--env", "prod", "plan")


def no_room_for_the_starter(scene: Scene) -> object:
    scene.write("vocabularies", "a file where a folder should be")
    return scene.run("init")


def no_reader_of_workbooks(scene: Scene) -> object:
    scene.patch.setitem(sys.modules, "python_calamine", None)
    return importing("words.xlsx", b"PK")(scene)


def a_pipe(scene: Scene) -> object:
    os.mkfifo(scene.folder / "words.csv")
    return scene.run("import", "words.csv")


def a_way_out(scene: Scene) -> object:
    scene.write("vocabularies/README").with_name("films.yaml").symlink_to("../../films.yaml")
    return importing("words.csv", "词\n热词\n", "--into", "vocabularies/films.yaml", "--target-model", "fun-asr")(scene)


HUGE: Final = workbook(cell("A1", "热词") + cell("XFD1048576", "热词"))

ADDED: Callable[[str], Provoke] = lambda movies: importing("words.csv", "词,权重\n热词,4\n", *INTO, movies=movies)  # noqa: E731  one of a table


def a_term_too_many(scene: Scene) -> object:
    scene.write("vocabsync.yaml", "limits: {terms: {fun-asr: 2}}\n")
    return ADDED(FILMS)(scene)


CONFIGURATION: Chapter = {
    "A configuration with mistakes": configured("regoin: cn-beijing\n", "plan"),
    "A configuration that is not there": lambda scene: scene.run("--config", "missing.yaml", "plan"),
    "Several environments, none of them named": configured(TWO_ENVIRONMENTS, "plan"),
    "An environment that nobody declared": configured(TWO_ENVIRONMENTS, "--env", "stagin", "plan"),
    "A starter repository that cannot be written": no_room_for_the_starter,
}

VOCABULARIES: Chapter = {
    "Vocabulary files with mistakes": with_movies(WRONG_FILMS, "plan"),
    "Two environments that share a prefix": shared_prefixes,
    "A folder whose file names are wrong, for fmt": with_movies(FILMS, "fmt", name="My-Films.yaml"),
    "A folder whose file names are wrong, for pull": with_movies(FILMS, "pull", name="My-Films.yaml"),
}

IMPORTS: Chapter = {
    "A list that is not there": lambda scene: scene.run("import", "missing.csv"),
    "A list that is too large": importing("words.txt", bytes(Caps().file_bytes + 1)),
    "A list in a format that nobody knows": importing("words.docx", "热词"),
    "A list in an encoding that nobody knows": importing("words.txt", b"\xff\x80\x81"),
    "A JSON file that holds no list": importing("words.json", "4"),
    "A JSON file that cannot be read": importing("words.json", "[{"),
    "An .xlsx that is none": importing("words.xlsx", b"not a workbook"),
    "An .xlsx with a damaged sheet": importing("words.xlsx", workbook("<row><c")),
    "An .xlsx that unpacks to more than any list": importing("words.xlsx", HUGE),
    "An .xlsx without the package that reads it": no_reader_of_workbooks,
    "A list that is a pipe": a_pipe,
    "A link that leads out of the repository": a_way_out,
    "A file outside of the repository": importing("words.txt", "热词", "--into", "../movies.yaml"),
    "A file name that cannot be a prefix": importing("words.txt", "热词", "--into", "vocabularies/My-Films.yaml"),
    "A new file without a target model": ADDED(""),
    "A target model that the file does not have": importing(
        "words.txt", "热词", *INTO, "--target-model", "paraformer-v2", movies=FILMS
    ),
    "A file that has mistakes already": ADDED(WRONG_FILMS),
    "A file that would have mistakes afterwards": a_term_too_many,
}
