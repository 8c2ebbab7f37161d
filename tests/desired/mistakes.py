"""A folder in which nearly everything that can go wrong has gone wrong, and where each problem stands."""

from __future__ import annotations

from typing import Final

FILES: Final[dict[str, bytes]] = {
    name: text.encode()
    for name, text in {
        "vocabsync.yaml": """\
regoin: cn-beijing
prune: yes
guards: {deletes: -1}
rules: {VS203: ignore, VS999: error}
allow: [deletes]
removed:
  - {prefix: movies, reason: 没有了}
  - {reason: nobody}
environments:
  prod: {region: cn-shanghai}
  local: {}
""",
        "vocabularies/movies.yaml": """\
prefix: films
target_model: fun-asr
weigth: 4
defaults: {weight: 4, lang: zh}
include: [terms/gone.csv, ../../etc/passwd, 'https://example.com/a.txt', terms/a.doc]
terms:
  - 赛德克巴莱
  - no
  - 110
  - {text: 夏洛特烦恼, weight: "5"}
  - {text: 阙里人家, wieght: 5}
  - {weight: 3}
  - {text: 一二三四五六七八九十一二三四五六}
  - a b c d e f g h
  - {text: 吴贻弓, weight: 6}
  - {text: 侯孝贤, weight: 3}
  - {text: 侯孝贤, weight: 4}
  - text：悲情城市
  - [杨德昌]
  - {text: 恋恋风尘, lang: }
  - {text: 童年往事, weight: 50}
  - "a\u200bb"
  - ''
""",
        "vocabularies/people.yaml": """\
target_models: [fun-asr, fun-asr]
protect: maybe
protect: true
include: [terms/drugs.csv]
description: &who People
terms:
  - 谢晋
  - *who
  - !!str 110
""",
        "vocabularies/empty.yaml": "target_model: fun-asr\nterms: []\n",
        "vocabularies/tabs.yaml": "target_model: fun-asr\nterms:\n\t- 谢晋\n",
        "vocabularies/merge.yaml": "target_model: fun-asr\n<<<<<<< a\nterms: [甲乙]\n=======\n>>>>>>> b\n",
        "vocabularies/wide.yaml": "target_model：fun-asr\nterms:\n  - 谢晋\n",
        "vocabularies/two.yaml": "target_model: fun-asr\nterms: [谢晋]\n---\nterms: [吴贻弓]\n",
        "vocabularies/lfs.yaml": "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
        "vocabularies/open.yaml": 'target_model: fun-asr\nterms: ["谢晋]\n',
        "vocabularies/deep.yaml": "target_model: fun-asr\nterms: " + "[" * 30 + "]" * 30 + "\n",
        "vocabularies/Films-2.yaml": "target_model: fun-asr\nterms: [谢晋]\n",
        "vocabularies/people.yml": "target_model: fun-asr\nterms: [谢晋]\n",
        "vocabularies/terms/drugs.csv": "text,wieght\n阿司匹林,4\n",
        "vocabularies/terms/lost.yaml": "- 谢晋\n",
        "vocabularies/nomodel.yaml": "terms: [谢晋, 吴贻弓]\n",
    }.items()
} | {
    "vocabularies/gbk.yaml": "target_model: fun-asr\nterms:\n  - 赛德克巴莱\n".encode("gbk"),
    "vocabularies/utf16.yaml": "target_model: fun-asr\nterms: [谢晋]\n".encode("utf-16"),
    "vocabularies/bell.yaml": b"target_model: fun-asr\nterms: [a\x07b]\n",
}
"""By path from the root."""
