"""From composition and pages to the files of a release, one package for each kind of output."""
