"""Other servers to compare with, each the shortest honest broadcast its makers' guides show."""
