"""The words of the page, for the editor."""

from __future__ import annotations

from press.core.messages import Message

WORDS = {
    "preview": Message("Preview"),
    "skip": Message("Skip to the pages"),
    "views": Message("Views"),
    "print": Message("Print"),
    "ereader": Message("E-reader"),
    "covers": Message("Covers"),
    "size": Message("Size"),
    "whole_page": Message("Whole page"),
    "full_width": Message("Full width"),
    "document": Message("Document"),
    "page": Message("Page"),
    "device": Message("Device"),
    "phone": Message("Phone"),
    "large_phone": Message("Large phone"),
    "eink": Message("E-ink"),
    "text_size": Message("Text size"),
    "previous": Message("Previous"),
    "next": Message("Next"),
    "problems": Message("Problems"),
    "no_problems": Message("No problems."),
    "advice": Message("Advice"),
    "error": Message("Error"),
    "place": Message("Place"),
    "place_hint": Message("Click on a paragraph to see its file and line."),
    "no_line": Message("The program makes this text; it has no line in the manuscript."),
    "copy": Message("Copy"),
    "copied": Message("Copied"),
    "working": Message("Setting the pages…"),
    "ready": Message("Up to date"),
    "first": Message("The book is being set for the first time."),
    "broken": Message("The book cannot be made as it is. These are its last good pages."),
    "broken_first": Message("The book cannot be made as it is. Its pages appear when the problems are solved."),
    "gone": Message("The preview has ended. Start it again, and this page goes on."),
    "shop_cover": Message("Front cover for shops"),
    "wrap": Message("Cover for {}", "{}"),
    "blank": Message("blank"),
}
