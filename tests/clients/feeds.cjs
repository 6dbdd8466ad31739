// opds-feed-parser, which the client of Library Simplified reads catalogues with, reads an OPDS 1.2 feed.
// node feeds.cjs FILE  ->  JSON: {kind, entries: [{title, authors, subjects, links: [[class, href, type]…]}…]}
const fs = require("fs");
const OPDSParser = require("opds-feed-parser").default;

new OPDSParser().parse(fs.readFileSync(process.argv[2], "utf-8")).then((feed) => {
  const entries = feed.entries.map((entry) => ({
    title: entry.title,
    authors: entry.authors.map((author) => author.name),
    subjects: entry.categories.map((category) => [category.scheme, category.term, category.label]),
    links: entry.links.map((link) => [link.constructor.name, link.href, link.type]),
  }));
  console.log(JSON.stringify({ kind: feed.constructor.name, entries }));
});
