// foliate-js, the engine of the reader Foliate, opens an EPUB in a browser.
// node read.cjs CHROMIUM ADDRESS EPUB PAGE  ->  JSON: {title, cover, contents, pages, there, note}
const puppeteer = require("puppeteer");

// What the engine shows a reader; runs in the page.
async function read(epub, wanted) {
  const view = document.createElement("foliate-view");
  document.body.append(view);
  await view.open(epub);
  const { book } = view;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const went = async (href) => {
    await view.goTo(href);
    await pause(50); // the engine says where it is when it has drawn
    return view.lastLocation;
  };
  const text = (range) => range.cloneContents().textContent.replace(/\s+/g, " ").trim();
  const image = await createImageBitmap(await book.getCover());
  const contents = [];
  for (const item of book.toc) {
    const below = (item.subitems ?? []).map((each) => each.label.trim());
    contents.push([item.label.trim(), (await went(item.href)).tocItem.label.trim(), below]);
  }
  const page = book.pageList.find((item) => item.label.trim() === wanted);
  const place = await went(page.href);
  const there = { shown: text(place.range), page: place.pageItem.label.trim(), of: book.pageList.length };

  // The first note of the book: its call is clicked where it stands.
  let note = null;
  for (let index = 0; index < book.sections.length && !note; index++) {
    await went(index);
    const { doc } = view.renderer.getContents()[0];
    const call = doc.querySelector('[role="doc-noteref"]');
    if (!call) continue;
    const handler = new FootnoteHandler();
    handler.addEventListener("before-render", (e) => document.body.append(e.detail.view)); // the pop-up
    const shown = new Promise((resolve) => handler.addEventListener("render", (e) => resolve(e.detail)));
    view.addEventListener("link", (e) => handler.handle(book, e), { once: true });
    call.click();
    const { view: popup, type } = await Promise.race([shown, pause(20000).then(() => { throw new Error("no note pops up"); })]);
    note = { call: call.textContent.trim(), type, text: popup.renderer.getContents()[0].doc.body.textContent.replace(/\s+/g, " ").trim() };
  }
  return { title: book.metadata.title, cover: [image.width, image.height], contents, pages: book.pageList.map((item) => item.label.trim()), there, note };
}

(async () => {
  const [chromium, address, epub, page] = process.argv.slice(2);
  const browser = await puppeteer.launch({
    executablePath: chromium,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const tab = await browser.newPage();
  tab.setDefaultTimeout(120000);
  const errors = [];
  tab.on("pageerror", (error) => errors.push(String(error)));
  await tab.goto(address);
  await tab.waitForFunction(() => window.ready);
  const seen = await tab.evaluate(read, epub, page);
  console.log(JSON.stringify({ ...seen, errors }));
  await browser.close();
})();
