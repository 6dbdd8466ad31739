// The page of "build.py watch": shows what the server's events say, and asks for the pages that are in view.
import { createReader } from "./reader.js";

const words = JSON.parse(document.getElementById("words").textContent);
const at = (id) => document.getElementById(id);
const view = at("view");
let state = { revision: 0, documents: [], pages: 0 };

const make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};

// ---- Print: spreads of leaves, drawn when they come into view.

const spreads = []; // elements, in order
const leaves = []; // by page of the book: {element, key, source, document, number}
const places = new Map(); // key -> promise of the paragraphs
const inView = new Set(); // leaf elements
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inView.add(target);
      else inView.delete(target);
    }
    for (const { target, isIntersecting } of entries) if (isIntersecting) draw(leaves[target.dataset.page]);
  },
  { rootMargin: "50% 0px" },
);

const isSingle = () => matchMedia("(max-width: 800px)").matches;
const scroller = () => (isSingle() ? document.scrollingElement : view);
const viewTop = () => (isSingle() ? 0 : view.getBoundingClientRect().top);
const viewHeight = () => (isSingle() ? innerHeight : view.clientHeight);

function folio(page) {
  if (page >= state.start) return String(page - state.start + 1);
  let number = page + 1, text = "";
  for (const [value, sign] of [[100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]])
    while (number >= value) { text += sign; number -= value; }
  return text;
}

function arrange() {
  const wanted = Math.floor(state.pages / 2) + 1;
  const print = at("print");
  if (!spreads.length) print.replaceChildren();
  print.dir = state.direction;
  while (spreads.length > wanted) spreads.pop().remove();
  while (spreads.length < wanted) {
    const spread = make("section", { class: "spread" });
    for (const page of [2 * spreads.length - 1, 2 * spreads.length]) {
      const element = make("div", { class: "leaf", "data-page": page });
      spread.append(element);
      if (page >= 0) leaves[page] = { element };
    }
    spreads.push(spread);
    print.append(spread);
  }
  leaves.length = 2 * wanted - 1;
  spreads[0].firstChild.classList.add("none");
  const filled = new Map();
  for (const document of state.documents)
    for (let number = 0; number < document.leaves; number++) filled.set(document.first + number, { document, number });
  for (let number = 0; number < (state.draft?.leaves ?? 0); number++)
    filled.set(state.draft.first + number, { document: state.draft, number });
  leaves.forEach((leaf, page) => fill(leaf, page, filled.get(page)));
}

function fill(leaf, page, found) {
  leaf.element.classList.toggle("none", page >= state.pages);
  leaf.document = found?.document;
  leaf.number = found?.number;
  const source = found ? `${found.document.key}/${found.number + found.document.side}` : "";
  const label = page < state.pages ? folio(page) : "";
  if (leaf.source !== source || leaf.label !== label) {
    leaf.source = source;
    leaf.label = label;
    if (!source) {
      leaf.element.replaceChildren(...(label ? [make("span", { class: "folio" }, `${label} (${words.blank})`)] : []));
      leaf.shown = "";
    }
  }
  if (leaf.marked !== found?.document.places) leaf.marked = "";
  if (inView.has(leaf.element)) draw(leaf);
  else if (!leaf.observed) {
    observer.observe(leaf.element);
    leaf.observed = true;
  }
}

async function draw(leaf) {
  if (!leaf?.source) return;
  const width = Math.min(2400, Math.ceil((leaf.element.clientWidth * devicePixelRatio) / 100) * 100) || 600;
  const address = `/leaves/${leaf.source}/${width}.png`;
  if (leaf.shown !== address && leaf.asked !== address) {
    leaf.asked = address;
    const image = make("img", { src: address, alt: `${words.page} ${leaf.label}` });
    try {
      await image.decode();
    } catch {
      leaf.asked = "";
      return;
    }
    if (leaf.asked !== address) return; // a newer one has been asked for
    leaf.element.querySelector("img")?.remove();
    leaf.element.querySelector(".folio")?.remove();
    leaf.element.prepend(image);
    leaf.element.append(make("span", { class: "folio", "aria-hidden": "true" }, leaf.label));
    leaf.shown = address;
    leaf.asked = "";
    report();
  }
  if (leaf.marked !== leaf.document?.places) mark(leaf);
}

function paragraphs(key) {
  if (!places.has(key)) places.set(key, fetch(`/places/${key}.json`).then((answer) => (answer.ok ? answer.json() : [])));
  return places.get(key);
}

async function mark(leaf) {
  const shown = leaf.document;
  leaf.marked = shown.places;
  const found = await paragraphs(shown.places);
  if (leaf.document !== shown) return;
  const [width, height] = state.size;
  for (const old of leaf.element.querySelectorAll(".block")) old.remove();
  for (const place of found.filter((place) => place.page === leaf.number)) {
    const [x, y, w, h] = place.box;
    const button = make("button", { type: "button", class: "block", tabindex: "-1", "data-block": place.block });
    button.setAttribute("aria-label", `${place.words || place.block} — ${where(shown.file, place.line)}`);
    Object.assign(button.style, {
      left: `${(100 * x) / width}%`, top: `${(100 * y) / height}%`,
      width: `${(100 * w) / width}%`, height: `${(100 * h) / height}%`,
    });
    button.addEventListener("click", () => choose(button, shown.file, place.line));
    button.addEventListener("focus", () => rove(button));
    leaf.element.append(button);
  }
  if (!view.querySelector('.block[tabindex="0"]')) rove(leaf.element.querySelector(".block"));
  markEdited();
}

function markEdited() {
  for (const old of view.querySelectorAll(".block.edited")) old.classList.remove("edited");
  const block = state.focus?.block;
  if (block) for (const each of view.querySelectorAll(`[data-block="${CSS.escape(block)}"]`)) each.classList.add("edited");
}

// One paragraph at a time is a tab stop; the arrow keys go from one to the next.
function rove(button) {
  if (!button) return;
  for (const old of view.querySelectorAll('.block[tabindex="0"]')) old.tabIndex = -1;
  button.tabIndex = 0;
}

at("print").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step || !event.target.matches?.(".block")) return;
  const all = [...view.querySelectorAll(".block")];
  const next = all[all.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    rove(next);
    next.focus();
  }
});

// ---- The place of a paragraph.

const where = (file, line) => (file && line ? `${file}:${line}` : file || words.no_line);

function choose(button, file, line) {
  for (const old of document.querySelectorAll(".block.chosen")) old.classList.remove("chosen");
  button?.classList.add("chosen");
  tellPlace(file, line);
}

function tellPlace(file, line) {
  const text = where(file, line);
  const copy = make("button", { type: "button" }, words.copy);
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(text);
    copy.textContent = words.copied;
  });
  at("place").replaceChildren(...(file ? [make("code", {}, text), copy] : [text]));
}

// ---- Sizes and the way through the pages.

function resize() {
  if (!state.size) return;
  const [width, height] = state.size;
  const chosen = at("print-size").value;
  const room = view.clientWidth - 48;
  const across = isSingle() ? 1 : 2;
  const fit = { whole: Math.min((view.clientHeight - 64) / height, room / across / width), width: room / across / width }[chosen];
  const scale = isSingle() && !Number(chosen) ? room / width : fit ?? (Number(chosen) * 96) / 72;
  view.style.setProperty("--leaf-width", `${Math.floor(width * scale)}px`);
  view.style.setProperty("--leaf-height", `${Math.floor(height * scale)}px`);
}

// What stands in the middle of the view: page of which document, and how far from the top.
function anchor() {
  const middle = viewTop() + viewHeight() / 2;
  const leaf = leaves.find((leaf) => leaf.document && leaf.element.getBoundingClientRect().bottom > middle);
  const whole = leaf && state.documents.find((document) => document.id === leaf.document.id);
  if (!whole) return null;
  const number = Number(leaf.element.dataset.page) - whole.first;
  return { id: whole.id, number, top: leaf.element.getBoundingClientRect().top };
}

function restore(kept) {
  const same = kept && state.documents.find((document) => document.id === kept.id);
  if (!same) return;
  const page = same.first + Math.min(kept.number, same.leaves - 1);
  scroller().scrollTop += leaves[page].element.getBoundingClientRect().top - kept.top;
}

function go(page, share = 0) {
  const leaf = leaves[page];
  if (!leaf) return;
  const box = leaf.element.getBoundingClientRect();
  scroller().scrollTop += box.top + share * box.height - viewTop() - (share ? viewHeight() / 3 : 12);
}

async function showFocus(focus) {
  const shown = leaves[focus.page]?.document;
  if (!shown) return;
  const found = (await paragraphs(shown.places)).find(
    (place) => place.block === focus.block && shown.first + place.page === focus.page,
  );
  const box = leaves[focus.page]?.element.getBoundingClientRect();
  if (!box) return;
  const share = found ? found.box[1] / state.size[1] : 0;
  const top = box.top + share * box.height;
  if (top < viewTop() || top > viewTop() + viewHeight() - 24) go(focus.page, share);
}

let focused = "";
// data-shown: the number of the layout whose edited page is drawn.
function report() {
  const page = state.focus?.page ?? -1;
  const leaf = leaves[page];
  if (!leaf?.source || leaf.shown?.startsWith(`/leaves/${leaf.source}/`)) document.body.dataset.shown = state.made;
}

let left = null; // where the pages were when another view was chosen
const isPrint = () => document.body.dataset.view === "print";

function showPrint(before) {
  const kept = spreads.length && isPrint() ? anchor() : null;
  resize();
  arrange();
  if (kept) restore(kept);
  if (before && isPrint()) followEdit();
  else if (!before) focused = edit();
  markEdited();
  fillDocuments();
  report();
}

const edit = () =>
  state.focus ? JSON.stringify(state.focus) + leaves[state.focus.page]?.document?.key : "";

function followEdit() {
  const last = edit();
  if (last && last !== focused) showFocus(state.focus);
  focused = last;
}

function fillDocuments() {
  const select = at("print-document");
  const names = state.documents.map((document) => [document.first, document.title]);
  if (select.dataset.names === JSON.stringify(names)) return;
  select.dataset.names = JSON.stringify(names);
  select.replaceChildren(...names.map(([first, title]) => make("option", { value: first }, title)));
}

view.addEventListener("scroll", follow, { passive: true });
addEventListener("scroll", follow, { passive: true });
function follow() {
  if (!isPrint()) return;
  const kept = anchor();
  const here = kept && state.documents.find((document) => document.id === kept.id);
  if (!here) return;
  at("print-document").value = here.first;
  if (document.activeElement !== at("print-page")) at("print-page").value = folio(here.first + kept.number);
}
at("print-document").addEventListener("change", (event) => go(Number(event.target.value)));
at("print-page").addEventListener("change", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  const page = leaves.findIndex((_, page) => folio(page) === wanted);
  if (page >= 0) go(page);
});
function resized() {
  if (!isPrint()) return;
  const kept = anchor();
  resize();
  if (kept) restore(kept);
  for (const element of inView) draw(leaves[element.dataset.page]);
}
at("print-size").addEventListener("change", resized);
addEventListener("resize", resized);

// ---- E-reader: the EPUB's own documents.

const reader = createReader({ at, make, state: () => state, paragraphs, tellPlace });

// ---- Covers, problems, status.

function showCovers() {
  const named = JSON.stringify(state.covers);
  const covers = at("covers");
  if (document.body.dataset.view !== "covers" || covers.dataset.named === named) return;
  covers.dataset.named = named;
  covers.replaceChildren(
    ...state.covers.map(({ name, key }) => {
      const title = name === "cover" ? words.shop_cover : words.wrap.replace("{}", name);
      const image = make("img", { src: `/covers/${key}/1800`, alt: title });
      return make("figure", {}, image, make("figcaption", {}, title));
    }),
  );
}

function showProblems() {
  const all = [...(state.problems ?? []), ...(state.broken ? [] : state.covers_problems ?? [])];
  at("problems-count").textContent = all.length ? `(${all.length})` : "";
  const items = all.map((problem) => {
    const place = where(problem.file, problem.line);
    const degree = problem.degree === "error" ? words.error : words.advice;
    const item = make("li", { class: problem.degree });
    item.append(make("p", {}, make("strong", {}, `${degree} ${problem.code}`)));
    if (problem.file) item.append(make("p", {}, make("code", {}, place)));
    item.append(make("p", {}, problem.message));
    if (problem.hint) item.append(make("p", { class: "hint" }, problem.hint));
    return item;
  });
  at("problems").replaceChildren(...(items.length ? items : [make("li", {}, words.no_problems)]));
}

function showStatus() {
  const { body } = document;
  body.toggleAttribute("data-busy", Boolean(state.busy));
  body.toggleAttribute("data-broken", Boolean(state.broken));
  body.dataset.settled = Number(!state.busy && state.editions === state.made); // nothing more comes of the last save
  const seconds = state.seconds ? ` (${state.seconds.toFixed(1)} s)` : "";
  at("status-words").textContent = state.busy ? words.working : state.broken ? words.problems : words.ready + seconds;
  const banner = at("banner");
  banner.hidden = !state.broken;
  const text = state.documents?.length ? words.broken : words.broken_first;
  const first = state.problems?.[0];
  const shown = state.broken ? `${text}${first ? ` ${where(first.file, first.line)}: ${first.code} ${first.message}` : ""}` : "";
  if (banner.textContent !== shown) banner.textContent = shown;
  if (state.title) {
    at("title").textContent = state.title;
    document.title = `${state.title} – ${words.preview}`;
  }
}

for (const button of document.querySelectorAll("nav button"))
  button.addEventListener("click", () => {
    if (isPrint()) left = anchor();
    document.body.dataset.view = button.dataset.view;
    for (const other of document.querySelectorAll("nav button")) other.setAttribute("aria-pressed", other === button);
    reader.update();
    showCovers();
    if (isPrint()) {
      resize();
      if (left) restore(left);
      followEdit();
    }
  });

const pagesOf = ({ documents, draft }) => JSON.stringify([documents, draft]);
const events = new EventSource("/events");
events.onmessage = (event) => {
  const before = state.documents?.length;
  const old = pagesOf(state);
  state = { documents: [], ...JSON.parse(event.data) };
  const kept = new Set([...state.documents, state.draft].map((document) => document?.places));
  for (const key of places.keys()) if (!kept.has(key)) places.delete(key);
  showStatus();
  showProblems();
  if (state.documents.length && old !== pagesOf(state)) showPrint(before);
  else if (state.documents.length) report();
  reader.update();
  showCovers();
};
events.onerror = () => {
  at("status-words").textContent = words.gone;
  document.body.toggleAttribute("data-broken", true);
};
addEventListener("pagehide", () => events.close());
