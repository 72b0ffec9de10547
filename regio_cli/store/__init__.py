"""Where records are kept: YAML files, git, the index and the tables made of them."""
