"""Custom vocabularies (hotwords) of Alibaba Cloud Model Studio, kept as files in git."""
