from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from vocabsync.desired.caps import Caps
from vocabsync.desired.safe_open import read_bytes, read_text
from vocabsync.desired.unreadable import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from vocabsync.domain.diagnostic import Diagnostic


def refused(root: Path, path: str, caps: Caps | None = None) -> Diagnostic:
    with pytest.raises(Unreadable) as caught:
        read_text(root, path, caps or Caps())
    return caught.value.diagnostics[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    (tmp_path / "secret.yaml").write_text("terms: [secret]")
    return tmp_path / "repository"


def test_a_regular_file_is_read(root: Path) -> None:
    (root / "a.yaml").write_text("terms: [赛德克巴莱]", encoding="utf-8")
    assert read_text(root, "a.yaml", Caps()) == "terms: [赛德克巴莱]"


def test_a_link_that_stays_inside_is_read(root: Path) -> None:
    (root / "a.yaml").write_text("x")
    (root / "b.yaml").symlink_to("a.yaml")
    assert read_bytes(root, "b.yaml", Caps()) == b"x"


def test_a_link_that_leads_out_is_refused(root: Path) -> None:
    (root / "a.yaml").symlink_to("../secret.yaml")
    assert refused(root, "a.yaml").rule == "VS102"


def test_a_folder_that_is_a_link_leading_out_is_refused(root: Path) -> None:
    (root / "vocabularies").symlink_to("..")
    assert refused(root, "vocabularies/secret.yaml").rule == "VS102"


def test_a_path_that_climbs_out_is_refused(root: Path) -> None:
    assert refused(root, "../secret.yaml").rule == "VS102"


def test_a_link_in_a_circle_is_refused(root: Path) -> None:
    (root / "a.yaml").symlink_to("a.yaml")
    assert refused(root, "a.yaml").rule == "VS101"


def test_a_pipe_is_refused_without_waiting_for_a_writer(root: Path) -> None:
    os.mkfifo(root / "a.yaml")
    assert refused(root, "a.yaml").summary == "this is a pipe, not a regular file"


def test_a_folder_in_disguise_is_refused(root: Path) -> None:
    (root / "a.yaml").mkdir()
    assert refused(root, "a.yaml").summary == "this is a folder, not a regular file"


def test_a_socket_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("a.yaml")
        assert refused(root, "a.yaml").rule == "VS101"


def test_a_device_is_refused(root: Path) -> None:
    (root / "a.yaml").symlink_to("/dev/zero")
    assert refused(root, "a.yaml").rule == "VS102"
    assert refused(root.parents[-1], "dev/zero").summary == "this is a device, not a regular file"


def test_a_file_over_the_cap_is_refused_before_it_is_read(root: Path) -> None:
    with (root / "a.yaml").open("wb") as file:
        file.truncate(1 << 40)
    assert refused(root, "a.yaml").rule == "VS103"


def test_a_cap_can_be_raised(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"x" * 11)
    assert refused(root, "a.yaml", Caps(file_bytes=10)).rule == "VS103"
    assert len(read_bytes(root, "a.yaml", Caps(file_bytes=11))) == 11


@pytest.mark.parametrize(
    ("content", "rule", "summary", "place"),
    [
        ("terms:\n  - 赛德克".encode("gbk"), "VS104", "the file is GBK (GB18030), not UTF-8", "a.yaml:2:5"),
        ("赛".encode("utf-16"), "VS104", "the file is UTF-16, not UTF-8", "a.yaml:1:1"),
        ("terms: [a]".encode("utf-16-le"), "VS104", "the file is UTF-16, not UTF-8", "a.yaml:1:1"),
        (b"a\r\nb\rc\xff", "VS104", "the file is neither UTF-8 nor GBK: the byte 0xff stands here", "a.yaml:3:2"),
        (b"\xed\xa0\x80", "VS104", "the file is neither UTF-8 nor GBK: the byte 0xed stands here", "a.yaml:1:1"),
        (b"version https://git-lfs.github.com/spec/v1\n", "VS105", "the file is a pointer of Git LFS", "a.yaml"),
    ],
)
def test_what_is_no_utf8_is_named(root: Path, content: bytes, rule: str, summary: str, place: str) -> None:
    (root / "a.yaml").write_bytes(content)
    diagnostic = refused(root, "a.yaml")
    assert (diagnostic.rule, str(diagnostic.place)) == (rule, place)
    assert diagnostic.summary.startswith(summary)


def test_a_byte_order_mark_is_dropped(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"\xef\xbb\xbfterms: []")
    assert read_text(root, "a.yaml", Caps()) == "terms: []"


@pytest.mark.parametrize("swapped", ["vocabularies", "vocabularies/a.yaml"])
def test_what_becomes_a_link_while_it_is_opened_is_never_followed(root: Path, swapped: str) -> None:
    (root / "vocabularies").mkdir()
    (root / "vocabularies/a.yaml").write_text("ours")
    (root.parent / "outside").mkdir()
    (root.parent / "outside/a.yaml").write_text("theirs")
    target = "outside" if swapped == "vocabularies" else "outside/a.yaml"
    (root / "link").symlink_to(root.parent / target)
    is_over = threading.Event()

    def swap() -> None:
        while not is_over.is_set():
            (root / swapped).rename(root / "aside")
            (root / "link").rename(root / swapped)
            (root / swapped).rename(root / "link")
            (root / "aside").rename(root / swapped)

    swapper = threading.Thread(target=swap)
    swapper.start()
    found = {read_or_refuse(root) for _ in range(600)}
    is_over.set()
    swapper.join()
    assert found <= {"ours", "refused"}


def read_or_refuse(root: Path) -> str:
    try:
        return read_text(root, "vocabularies/a.yaml", Caps())
    except Unreadable:
        return "refused"
