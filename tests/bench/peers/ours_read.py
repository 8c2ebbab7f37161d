"""Reading alone: all files through our loader as `plan` uses it, one after the other, nothing kept."""

from pathlib import Path

from vocabsync.desired.configuration import read_configuration
from vocabsync.desired.loader import VocabularyFolder

configuration = read_configuration(None, Path.cwd())
folder = VocabularyFolder(configuration, configuration.for_environment(None), compare_lists=False)
for prefix in folder.prefixes():
    loaded = folder.load(prefix)
    assert loaded.vocabularies, loaded.diagnostics
