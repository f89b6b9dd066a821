"""What a page of HTML consists of, noted for tests."""

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Notes what is open at the end, the ids, the links, and everything that would be fetched.

    `void`: elements without an end; `fetching`: those that always fetch, as any with a `src` does.
    """

    def __init__(self, text, *, void, fetching):
        super().__init__()
        self.open, self.ids, self.links, self.fetched = [], set(), set(), []
        self.void, self.fetching = void, fetching
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in self.void:
            self.open.append(tag)
        self.ids.add(attributes.get("id"))
        self.links |= {attributes["href"]} if "href" in attributes else set()
        self.fetched += [tag] if "src" in attributes or tag in self.fetching else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.void:
            self.handle_endtag(tag)
