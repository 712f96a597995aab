"""What a reader of feeds makes of one: JSON with its form, what is wrong with it, and its entries."""

import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read())
print(
    json.dumps(
        {
            "wrong": str(feed.bozo_exception) if feed.bozo else None,
            "version": feed.version,
            "title": feed.feed.get("title"),
            "link": feed.feed.get("link"),
            "entries": [
                {
                    "id": entry.id,
                    "link": entry.link,
                    "title": entry.title,
                    "html": entry.content[0].value,
                    "author": entry.author,
                    "published": list(entry.published_parsed[:6]),
                }
                for entry in feed.entries
            ],
        }
    )
)
