"""What every stage stands on: problems, YAML files, XHTML, the cache, processes, and the one writer of ``dist/``."""
