"""From a page's immutable text to the pieces and articles that partition it."""
