"""What a branch would change, for somebody who must say yes or no to it: all in the branch is data, none of it is obeyed."""
