"""Everything that is wrong with a pack or an offer, each with its place and the cure."""
