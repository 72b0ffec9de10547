"""What git hosts need to work with a registry: pull requests, hooks, workflows, owners of files. Depends on none of them."""
