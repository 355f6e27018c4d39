"""Converts spans of characters into ranges of tokens."""
import bisect


class Aligner:
    def __init__(self, tokens):
        self.starts, self.ends = [t[0] for t in tokens], [t[1] for t in tokens]

    def range(self, start, end):
        """Returns the half-open range of tokens that share a character with start..end."""
        return bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)
