"""Peer: a straightforward script on the vendor's SDK with PyYAML, one call after another; prints what would change."""

import sys
from pathlib import Path

import yaml
from dashscope.audio.asr import VocabularyService

loader = yaml.SafeLoader if "--pure" in sys.argv else yaml.CSafeLoader
service = VocabularyService()
listed, page = [], 0
while rows := service.list_vocabularies(page_index=page, page_size=100):
    listed += rows
    page += 1
remote = {row["vocabulary_id"].split("-")[1]: service.query_vocabulary(row["vocabulary_id"]) for row in listed}
changed = 0
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    data = yaml.load(path.read_bytes(), Loader=loader)
    wanted = {}
    for term in data["terms"]:
        row = {"text": term, "weight": 4} if isinstance(term, str) else term
        wanted[row["text"], row.get("lang")] = row["weight"]
    held = {(term["text"], term.get("lang")): term["weight"] for term in remote[path.stem]["vocabulary"]}
    changed += sum(wanted.get(key) != held.get(key) for key in wanted.keys() | held.keys())
print("terms that differ:", changed)
