"""The key, the region, the host or the network cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.builders import ONE_TERM, an_id
from tests.support.service_script import KEY, VirtualClock
from vocabsync.domain.identifiers import VocabularyId
from vocabsync.remote.api_key import read_api_key
from vocabsync.remote.regions import endpoint_for
from vocabsync.remote.store import open_reader, open_writer

if TYPE_CHECKING:
    from tests.errors.scene import Chapter, Provoke, Scene

KEY_NAME = "DASHSCOPE_API_KEY"
ODD_ID = VocabularyId("vocab-my-app-" + "0" * 32)


def with_key(secret: str) -> Provoke:
    return lambda _: read_api_key({KEY_NAME: secret}, KEY_NAME)


def with_key_file(content: str) -> Provoke:
    return lambda scene: read_api_key({f"{KEY_NAME}_FILE_PATH": str(scene.write("key.txt", content))}, KEY_NAME)


def with_base_url(url: str) -> Provoke:
    return lambda _: endpoint_for("cn-beijing", url, None)


def connected(**environ: str) -> Provoke:
    def provoke(scene: Scene) -> object:
        for name, value in environ.items():
            scene.export(name, value)
        with open_reader(endpoint_for("cn-beijing", None, None), KEY, VirtualClock()) as reader:
            return reader.get(an_id())

    return provoke


def odd_id(_: Scene) -> None:
    endpoint = endpoint_for("cn-beijing", None, None)
    open_writer(endpoint, KEY, VirtualClock()).overwrite_terms(ODD_ID, ONE_TERM)


def term_like_the_key(scene: Scene) -> object:
    scene.export(KEY_NAME, "sk-0123456789abcdef")
    scene.write("vocabularies/movies.yaml", "target_model: fun-asr\nterms: [sk-0123456789abcdef]\n")
    return scene.run("--env", "local", "plan")


KEYS: Chapter = {
    "No key": lambda scene: [scene.write("vocabularies/movies.yaml"), scene.run("plan")],
    "A variable that may not hold a key": lambda _: read_api_key({}, "GITHUB_TOKEN"),
    "A key with a blank in it": with_key("sk-one two"),
    "A key that is too long": with_key("sk-" + "a" * 600),
    "A key with foreign characters": with_key("sk-密钥"),
    "A key with control characters": with_key("sk-\x07"),
    "A file with an empty key": with_key_file("\n"),
    "A key of a coding plan": with_key("sk-sp-0123456789abcdef"),
    "A key file that cannot be read": lambda _: read_api_key({f"{KEY_NAME}_FILE_PATH": "missing.txt"}, KEY_NAME),
    "A list that holds the key": term_like_the_key,
}

HOSTS: Chapter = {
    "A region without vocabularies": lambda _: endpoint_for("cn-hangzhou", None, None),
    "A workspace ID that is none": lambda _: endpoint_for("cn-beijing", None, "my workspace"),
    "A base URL that is none": with_base_url("https://user@dashscope.aliyuncs.com/api/v1"),
    "A base URL with an impossible port": with_base_url("https://dashscope.aliyuncs.com:70000/api/v1"),
    "A base URL with an international name": with_base_url("https://xn--dshscope-x2a.example/api/v1"),
    "A base URL with an odd address": with_base_url("https://0x7f000001/api/v1"),
    "A base URL that climbs": with_base_url("https://dashscope.aliyuncs.com/api/../v1"),
    "A base URL without TLS": with_base_url("http://dashscope.aliyuncs.com/api/v1"),
    "A base URL of the other region": with_base_url("https://dashscope-intl.aliyuncs.com/api/v1"),
    "A vocabulary ID that cannot be ours": odd_id,
}

NETWORK: Chapter = {
    "A proxy that is none": connected(HTTPS_PROXY="http://:8080"),
    "A proxy whose address cannot be read": connected(HTTPS_PROXY="http://proxy.example:port"),
    "A proxy of a kind that needs a package": connected(HTTPS_PROXY="socks5://proxy.example:1080"),
    "Certificates that cannot be read": connected(SSL_CERT_FILE="/nowhere/ca.pem"),
}
