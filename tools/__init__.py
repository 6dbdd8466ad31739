"""Tools of the developers: benchmarks and the pictures of the README."""
