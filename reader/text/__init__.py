"""Pure functions from text to values: decoding, dates, words, anchors, citations."""
