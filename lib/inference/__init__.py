"""How sure a difference between two groups of months is."""
