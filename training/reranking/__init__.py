"""What a reranker learns: how a corpus annotates names, which dictionaries have them, and trees over both."""
