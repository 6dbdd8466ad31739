// Searches the list as somebody types. BOOKS, before this, has a row for each book: the words to find it by, its title,
// its authors, its language, the paths of its page and its cover, and the cover's size.
"use strict";
(() => {
  const MOST = 200;
  const page = document.documentElement.dataset;
  const form = document.querySelector("form[role=search]");
  const field = document.getElementById("query");
  const shelf = document.getElementById("estante");
  const status = document.getElementById("estado");
  const found = document.createElement("ul");
  found.className = "books";
  found.hidden = true;
  shelf.after(found);

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function card([, title, authors, language, path, cover, width, height]) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page.up + path;
    link.lang = language;
    const picture = document.createElement("img");
    Object.assign(picture, {src: page.up + cover, width, height, alt: "", loading: "lazy"});
    const name = document.createElement("span");
    name.className = "title";
    name.textContent = title;
    link.append(picture, name);
    item.append(link);
    if (authors) {
      const who = document.createElement("span");
      who.className = "author";
      who.textContent = authors;
      item.append(who);
    }
    return item;
  }

  function search() {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const searching = words.length > 0;
    shelf.hidden = searching;
    found.hidden = status.hidden = !searching;
    if (!searching) return;
    const hits = BOOKS.filter(([text]) => words.every((word) => text.includes(word)));
    found.replaceChildren(...hits.slice(0, MOST).map(card));
    status.textContent = hits.length ? page.found.replace("{}", hits.length) : page.nothing;
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  field.addEventListener("input", search);
  const query = new URLSearchParams(location.search).get("query");
  if (query) {
    field.value = query;
    search();
  }
})();
