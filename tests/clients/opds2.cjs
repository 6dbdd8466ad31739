// r2-opds-js of Readium, which the reading application Thorium reads catalogues with, reads an OPDS 2.0 feed.
// node opds2.cjs FILE  ->  JSON: {title, links: [[rel, href, type]…], publications: [{title, authors, …}…]}
const fs = require("fs");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const { initGlobalConverters_GENERIC, initGlobalConverters_SHARED } = require("r2-shared-js/dist/es8-es2017/src/init-globals");
const { initGlobalConverters_OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/init-globals");
const { OPDSFeed } = require("r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2");

initGlobalConverters_OPDS();
initGlobalConverters_SHARED();
initGlobalConverters_GENERIC();
const feed = TaJsonDeserialize(JSON.parse(fs.readFileSync(process.argv[2], "utf-8")), OPDSFeed);
const links = (found) => (found || []).map((link) => [link.Rel ? link.Rel[0] : null, link.Href, link.TypeLink]);
const names = (people) => (people || []).map((person) => person.Name);
const publications = feed.Publications.map(({ Metadata: metadata, Links, Images }) => ({
  title: metadata.Title,
  subtitle: metadata.SubTitle,
  identifier: metadata.Identifier,
  language: metadata.Language,
  published: metadata.PublicationDate,
  authors: names(metadata.Author),
  translators: names(metadata.Translator),
  publishers: names(metadata.Publisher),
  series: (metadata.BelongsTo?.Series || []).map((series) => [series.Name, series.Position]),
  subjects: (metadata.Subject || []).map((subject) => [subject.Scheme, subject.Code, subject.Name]),
  pages: metadata.NumberOfPages,
  features: metadata.Accessibility?.Feature,
  conformance: metadata.Accessibility?.ConformsTo,
  links: links(Links),
  images: links(Images),
}));
console.log(JSON.stringify({ title: feed.Metadata.Title, links: links(feed.Links), publications }));
