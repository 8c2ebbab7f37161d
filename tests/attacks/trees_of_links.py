"""Hostile repositories: what looks like a file of the repository and is a way out of it, or no file at all."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Final

from tests.attacks.hostile_ground import (
    BLAME,
    CANARY,
    FMT,
    HEAD,
    LAWFUL,
    MOVIES,
    PULL,
    Tree,
    both,
    link,
    movies,
    pipe,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.attacks.hostile_ground import Ground

_LIST: Final = "vocabularies/terms/list.csv"
_INCLUDING: Final = movies(f"{HEAD}include: [terms/list.csv]\nterms: [甲乙]\n")

_LINKS: Final[dict[str, tuple[str, str, str]]] = {
    "a file that leads out": (MOVIES, f"../../outside/{CANARY}.yaml", "VS102"),
    "a file that leads out by its whole path": (MOVIES, f"OUT/{CANARY}.yaml", "VS102"),
    "a file that leads nowhere outside": (MOVIES, f"OUT/new-{CANARY}.yaml", "VS101"),
    "a file that leads nowhere": (MOVIES, "gone.yaml", "VS101"),
    "a file that leads to itself": (MOVIES, "movies.yaml", "VS101"),
    "a file that leads to a folder": (MOVIES, ".", "VS101"),
    "a file that leads to the environment of the process": (MOVIES, "/proc/self/environ", "VS102"),
    "a file that leads to endless zeros": (MOVIES, "/dev/zero", "VS102"),
    "a file that leads to the standard input": (MOVIES, "/dev/stdin", "VS"),
    "a folder that leads out": ("vocabularies", "OUT/vocabularies", "VS102"),
    "a folder that leads to the root of everything": ("vocabularies", "/", "VS102"),
    "a folder that leads nowhere": ("vocabularies", "OUT/gone", "VS102"),
    "a folder that leads to itself": ("vocabularies", "vocabularies", "VS123"),
    "a configuration that leads out": ("vocabsync.yaml", f"OUT/{CANARY}.yaml", "VS102"),
    "a configuration that leads nowhere": ("vocabsync.yaml", "gone", "VS101"),
    "a configuration that leads to endless zeros": ("vocabsync.yaml", "/dev/zero", "VS102"),
}


def _drop_folder(ground: Ground) -> None:
    (ground.root / MOVIES).unlink()
    (ground.root / "vocabularies").rmdir()


def _put(name: str, target: str) -> Callable[[Ground], object]:
    put = link(name, target)
    return both(_drop_folder, put) if name == "vocabularies" else put


def _circle(ground: Ground) -> None:
    ground.link("vocabularies/a.yaml", "b.yaml")
    ground.link("vocabularies/b.yaml", "a.yaml")


def _chain(ground: Ground) -> None:
    for number in range(50):
        ground.link(f"vocabularies/link{number}", f"link{number + 1}")
    ground.link(MOVIES, "link0")
    ground.link("vocabularies/link50", f"OUT/{CANARY}.yaml".replace("OUT", str(ground.outside)))


def _socket(ground: Ground) -> None:
    (ground.root / MOVIES).unlink()
    here = os.open(".", os.O_RDONLY)
    os.chdir(ground.root / "vocabularies")  # the name of a socket may have a hundred signs
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind("movies.yaml")
    finally:
        os.fchdir(here)
        os.close(here)


def _folder(name: str) -> Callable[[Ground], object]:
    def build(ground: Ground) -> None:
        (ground.root / name).unlink(missing_ok=True)
        ground.write(f"{name}/a", "x")

    return build


def _unreadable(ground: Ground) -> None:
    (ground.root / MOVIES).chmod(0)


_EVERYWHERE: Final = (FMT, BLAME, PULL)

TREES: Final = (
    *(
        Tree(name=name, build=_put(place, target), says=says, also=_EVERYWHERE)
        for name, (place, target, says) in _LINKS.items()
    ),
    Tree(name="two files that lead to each other", build=_circle, says="VS101", also=_EVERYWHERE),
    Tree(name="fifty links one after another", build=_chain, says="VS10", also=_EVERYWHERE),
    Tree(
        name="a link that stays inside",
        build=both(write("vocabularies/terms/real.txt", LAWFUL), link("vocabularies/people.yaml", "movies.yaml")),
        says="",
        also=_EVERYWHERE,
    ),
    Tree(
        name="a list that leads out",
        build=both(_INCLUDING, link(_LIST, "OUT/list.csv")),
        says="VS102",
        also=_EVERYWHERE,
    ),
    Tree(
        name="a folder of lists that leads out",
        build=both(_INCLUDING, link("vocabularies/terms", "OUT")),
        says="VS102",
        also=_EVERYWHERE,
    ),
    Tree(
        name="folders that lead in a circle",
        build=both(link("vocabularies/a/up", ".."), link("vocabularies/b/up", "../..")),
        says="",
        also=_EVERYWHERE,
    ),
    Tree(name="a file that is a pipe", build=pipe(MOVIES), says="a pipe", also=_EVERYWHERE),
    Tree(name="a list that is a pipe", build=both(_INCLUDING, pipe(_LIST)), says="a pipe", also=_EVERYWHERE),
    Tree(name="a configuration that is a pipe", build=pipe("vocabsync.yaml"), says="a pipe", also=_EVERYWHERE),
    Tree(
        name="a folder that is a pipe", build=both(_drop_folder, pipe("vocabularies")), says="VS123", also=_EVERYWHERE
    ),
    Tree(
        name="a folder that is a file",
        build=both(_drop_folder, write("vocabularies", LAWFUL)),
        says="VS123",
        also=_EVERYWHERE,
    ),
    Tree(name="a file that is a socket", build=_socket, says="VS101", also=_EVERYWHERE),
    Tree(name="a file that is a folder", build=_folder(MOVIES), says="a folder", also=_EVERYWHERE),
    Tree(name="a configuration that is a folder", build=_folder("vocabsync.yaml"), says="a folder", also=_EVERYWHERE),
    Tree(
        name="a file that nobody may read",
        build=_unreadable,
        says="VS101" if os.geteuid() else "",  # the superuser may
        also=_EVERYWHERE,
    ),
    Tree(
        name="a submodule that is not checked out",
        build=both(
            write(".gitmodules", '[submodule "x"]\n  path = vocabularies/x\n  url = ext::sh -c touch% mark\n'),
            lambda ground: (ground.root / "vocabularies/x").mkdir(),
        ),
        says="",
        also=_EVERYWHERE,
    ),
)
