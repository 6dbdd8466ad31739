"""Blocks 2 and 3 of an ONIX product: what is said of it, its cover, and the chapters that have identifiers of their own."""

from __future__ import annotations

from typing import Any

from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.onix.tags import make

#: Audiences of a text (list 154): everybody; the trade, librarians and the press; readers who may buy.
_ALL, _TRADE, _READERS = ("00",), ("02", "04", "07"), ("03",)
#: The parts of a book in list 42.
_ITEMS = {"front": "02", "body": "03", "back": "04"}


def collateral_detail(catalogue: Catalogue) -> Any:
    """Description, contents, and a link to the cover once it is known where it is published."""
    return make(
        "CollateralDetail",
        [
            make(
                "TextContent",
                make("TextType", kind),
                [make("ContentAudience", audience) for audience in audiences],
                make("Text", text),
            )
            for kind, audiences, text in _texts(catalogue)
        ],
        _cover(catalogue) if catalogue.metadata.base_url else None,
    )


def _texts(catalogue: Catalogue) -> list[tuple[str, tuple[str, ...], str]]:
    """List 153: 03 description, 04 contents, 05 cover copy.

    Where the cover has a text of its own, that is the description for readers, and the catalogue's is for the trade.
    """
    description, blurb = catalogue.metadata.description, "\n".join(catalogue.metadata.cover_blurb)
    texts = []
    if description:
        texts.append(("03", _TRADE if blurb else _ALL, description))
    if blurb:
        texts += [("03", _READERS, blurb), ("05", _ALL, blurb)]
    return [*texts, ("04", _ALL, "; ".join(catalogue.contents))]


def content_detail(catalogue: Catalogue) -> Any:
    """The documents that have a DOI (list 43), in their order."""
    if not catalogue.chapters:
        return None
    return make(
        "ContentDetail",
        [
            make(
                "ContentItem",
                make("LevelSequenceNumber", str(number)),
                make(
                    "TextItem",
                    make("TextItemType", _ITEMS[chapter.part]),
                    make("TextItemIdentifier", make("TextItemIDType", "06"), make("IDValue", chapter.doi)),
                ),
                make(
                    "TitleDetail",
                    make("TitleType", "01"),
                    make("TitleElement", make("TitleElementLevel", "04"), make("TitleText", chapter.title)),
                ),
            )
            for number, chapter in enumerate(catalogue.chapters, start=1)
        ],
    )


def _cover(catalogue: Catalogue) -> Any:
    cover, alternative = catalogue.cover, catalogue.metadata.cover_text
    features = [("01", "D502"), ("02", str(cover.height)), ("03", str(cover.width)), ("07", str(len(cover.data)))]
    features += [("08", cover.sha256)]
    return make(
        "SupportingResource",
        make("ResourceContentType", "01"),
        make("ContentAudience", "00"),
        make("ResourceMode", "03"),
        make("ResourceFeature", make("ResourceFeatureType", "07"), make("FeatureNote", alternative))
        if alternative
        else None,
        make(
            "ResourceVersion",
            make("ResourceForm", "02"),
            [
                make(
                    "ResourceVersionFeature",
                    make("ResourceVersionFeatureType", kind),
                    make("FeatureValue", value),
                )
                for kind, value in features
            ],
            make("ResourceLink", catalogue.address(cover.path)),
        ),
    )
