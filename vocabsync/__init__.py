"""Custom vocabularies (hotwords) of Alibaba Cloud Model Studio, kept as files in git."""

__version__ = "0.1.0"
