// The e-reader's view: a document of the EPUB in columns of the size of the screen, of which one is seen at a time.

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, figcaption, td, dd, dt";
const CALLS = ".call, [role='doc-noteref'], [role='doc-pagebreak'], [role='doc-backlink']";
const MARGIN = 24; // pixels about the text of a page
const BAND = 0.15; // of the width at each side: a click there turns the page
const SWIPE = 40; // pixels that a finger goes to turn one
const PAGED = `
  html { height: 100% !important; margin: 0 !important; padding: 0 !important; overflow: hidden !important; touch-action: none }
  body { box-sizing: border-box !important; width: 100vw !important; height: 100vh !important; max-width: none !important;
    margin: 0 !important; padding: ${MARGIN}px !important; column-width: calc(100vw - ${2 * MARGIN}px) !important;
    column-gap: ${2 * MARGIN}px !important; column-fill: auto !important }
  img, svg, video { max-width: 100% !important; max-height: calc(100vh - ${2 * MARGIN}px) !important; object-fit: contain }
  pre { white-space: pre-wrap !important; overflow-wrap: anywhere }
  table { max-width: 100% }`;

const plain = (text) => text.replace(/[\s\u2060]+/g, " ").trim();

// page: { at, make, state(), paragraphs(key), tellPlace(file, line) } of watch.js
export function createReader(page) {
  const { at, make } = page;
  const frame = at("reader");
  let file = ""; // that is shown
  let digest = "";
  let opening = { number: 0 }; // of the page that is to be shown: its number, "last", or that of the edited paragraph
  let lastOwn = ""; // the file of the paragraph that was edited last

  const book = () => frame.contentDocument;
  const width = () => frame.clientWidth;
  const isRtl = () => Boolean(book()?.body) && frame.contentWindow.getComputedStyle(book().body).direction === "rtl";
  const count = () => Math.max(1, Math.round((book()?.documentElement?.scrollWidth ?? 1) / width()));
  const current = () => Math.round(Math.abs(book()?.documentElement?.scrollLeft ?? 0) / width());

  function show(number) {
    if (!book()?.documentElement) return;
    const wanted = Math.min(Math.max(0, number), count() - 1);
    book().documentElement.scrollLeft = (isRtl() ? -1 : 1) * wanted * width();
    at("reader-page").textContent = `${wanted + 1} / ${count()}`;
  }

  function turn(step) {
    const number = current() + step;
    if (number >= 0 && number < count()) return show(number);
    const reading = page.state().reading ?? [];
    const next = reading[reading.findIndex((each) => each.file === file) + step];
    if (next) open(next.file, step < 0 ? "last" : 0);
  }

  function open(name, number = 0) {
    const found = page.state().reading?.find((each) => each.file === name);
    if (!found) return;
    file = name;
    digest = found.digest;
    opening = { number };
    at("reader-document").value = name;
    frame.src = `/book/${page.state().epub}/EPUB/${name}`;
  }

  // The page on which an element begins.
  function pageOf(element) {
    const box = element.getBoundingClientRect();
    const left = isRtl() ? width() - box.right : box.left;
    return Math.max(0, Math.floor((left + 1) / width()) + current());
  }

  function update() {
    const { reading, focus } = page.state();
    if (!reading) return;
    const select = at("reader-document");
    const names = JSON.stringify(reading.map(({ file, title }) => [file, title]));
    if (select.dataset.names !== names) {
      select.dataset.names = names;
      select.replaceChildren(...reading.map(({ file, title }) => make("option", { value: file }, title)));
      select.value = file;
    }
    if (document.body.dataset.view !== "ereader") return;
    const own = focus ? `${focus.document}.xhtml` : "";
    const hasOwn = reading.some((each) => each.file === own);
    const found = reading.find((each) => each.file === file);
    if (!file) open(hasOwn ? own : (reading[2] ?? reading[0]).file);
    else if (!found) open(reading[0].file);
    else if (hasOwn && own !== file && own !== lastOwn) open(own);
    else if (found.digest !== digest) open(file, current());
    lastOwn = own;
  }

  frame.addEventListener("load", async () => {
    const text = book();
    if (!text?.body) return;
    const name = text.location.pathname.split("/").pop();
    const found = page.state().reading?.find((each) => each.file === name);
    if (found && name !== file) {
      // a link was followed
      file = name;
      digest = found.digest;
      opening = { number: 0 };
      at("reader-document").value = name;
    }
    const style = text.createElementNS("http://www.w3.org/1999/xhtml", "style");
    style.textContent = PAGED;
    text.head.append(style);
    sizeText();
    listen(text);
    await text.fonts?.ready;
    const target = text.location.hash && text.getElementById(decodeURIComponent(text.location.hash.slice(1)));
    show(target ? pageOf(target) : opening.number === "last" ? count() - 1 : opening.number);
    await followEdit(text);
    frame.dataset.pages = count();
  });

  // Turn to the paragraph that was edited, and tell the place of each that is clicked on.
  async function followEdit(text) {
    const { documents, focus } = page.state();
    const shown = documents.find((document) => `${document.id}.xhtml` === file);
    if (!shown) return;
    const found = await page.paragraphs(shown.places);
    text.addEventListener("click", (event) => {
      const element = event.target.closest?.(BLOCKS);
      const place = element && placeOf(element, found);
      if (place && !isInBand(event)) page.tellPlace(shown.file, place.line);
    });
    const edited = found.find((place) => place.block === focus?.block);
    const target = edited && [...text.querySelectorAll(BLOCKS)].find((element) => placeOf(element, [edited]));
    if (target && lastFollowed !== JSON.stringify(focus) + digest) show(pageOf(target));
    lastFollowed = JSON.stringify(focus) + digest;
  }
  let lastFollowed = "";

  function placeOf(element, found) {
    const copy = element.cloneNode(true);
    for (const call of copy.querySelectorAll(CALLS)) call.remove();
    const text = plain(copy.textContent);
    return found.find((place) => place.words && text.startsWith(plain(place.words).slice(0, 40)));
  }

  const isInBand = (event) => event.clientX < BAND * width() || event.clientX > (1 - BAND) * width();
  const forward = () => (isRtl() ? -1 : 1);

  function listen(text) {
    let begun = null;
    text.addEventListener("keydown", keyed);
    text.addEventListener("touchstart", (event) => (begun = event.touches[0].clientX), { passive: true });
    text.addEventListener("touchend", (event) => {
      const gone = begun === null ? 0 : event.changedTouches[0].clientX - begun;
      begun = null;
      if (Math.abs(gone) > SWIPE) turn((gone < 0 ? 1 : -1) * forward());
    });
    text.addEventListener("click", (event) => {
      if (event.target.closest?.("a") || !isInBand(event)) return;
      turn((event.clientX > width() / 2 ? 1 : -1) * forward());
    });
    // A link within the document, or a selection, may have moved the columns by less than a page.
    frame.contentWindow.addEventListener("hashchange", () => {
      const target = text.getElementById(decodeURIComponent(text.location.hash.slice(1)));
      if (target) show(pageOf(target));
    });
    text.addEventListener("scroll", () => {
      text.documentElement.scrollTop = 0;
      if (Math.abs(text.documentElement.scrollLeft) % width() > 1) show(current());
    });
  }

  function keyed(event) {
    const step = {
      PageDown: 1, " ": event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowRight: forward(),
      PageUp: -1, ArrowUp: -1, ArrowLeft: -forward(),
    }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    turn(step);
  }
  at("ereader").addEventListener("keydown", keyed);

  function sizeText() {
    const root = book()?.documentElement;
    if (root) root.style.fontSize = `${at("reader-size").value}%`;
  }

  // Change what the pages are made of, and stay at the place in the document.
  function resized(change) {
    const place = current() / count();
    change();
    show(Math.round(place * count()));
    frame.dataset.pages = count();
  }
  function sizeFrame() {
    const [size, kind = ""] = at("reader-device").value.split(" ");
    const [across, down] = size.split("x");
    frame.style.width = `${across}px`;
    frame.style.height = `${down}px`;
    frame.className = kind;
  }
  at("reader-size").addEventListener("change", () => resized(sizeText));
  at("reader-device").addEventListener("change", () => resized(sizeFrame));
  at("reader-document").addEventListener("change", (event) => open(event.target.value));
  at("reader-previous").addEventListener("click", () => turn(-1));
  at("reader-next").addEventListener("click", () => turn(1));
  sizeFrame();
  return { update };
}
