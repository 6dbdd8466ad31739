// An editor with the page of "watch" in a real browser.
// node watch.cjs CHROMIUM URL FOLDER  ->  JSON: what each step of a session of editing showed
const fs = require("fs");
const path = require("path");
const puppeteer = require("puppeteer");
const AXE = require.resolve("@daisy/axe-core-for-ace/axe.min.js");
const PATIENCE = { timeout: 240000, polling: 100 };

async function main([executablePath, url, folder]) {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"], protocolTimeout: PATIENCE.timeout });
  const page = await browser.newPage();
  const seen = { errors: [], streams: 0, violations: [], widths: {} };
  page.on("pageerror", (error) => seen.errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
  page.on("request", (request) => (seen.streams += request.url().endsWith("/events")));
  const until = (what) => page.waitForFunction(what, PATIENCE);
  const settled = () => until("document.body.dataset.settled === '1'");
  const text = (selector) => page.$eval(selector, (element) => element.textContent);
  const view = (name) => page.click(`nav button[data-view=${name}]`);
  const rewrite = (name, old, words) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(old, words));
  };
  const sources = () => page.$$eval(".leaf img", (images) => images.map((image) => new URL(image.src).pathname));

  await page.setViewport({ width: 1400, height: 900 });
  await page.goto(url, PATIENCE);
  await settled();
  await until("document.querySelectorAll('.leaf img').length > 1");
  seen.spread = await page.$$eval(".spread", (all) => [...all[1].children].map((leaf) => leaf.getBoundingClientRect().left));

  // A save far down in the book: the page goes there, and the paragraph is marked.
  rewrite("chapters/3.md", "Paragraph 14 of", "Paragraph fourteen of");
  await until("document.querySelector('.block.edited')");
  await until("[...document.querySelectorAll('.leaf')].some((leaf) => leaf.querySelector('.edited') && leaf.querySelector('img'))");
  await settled();
  const edited = () =>
    page.$eval(".block.edited", (block) => ({ top: block.getBoundingClientRect().top, label: block.getAttribute("aria-label") }));
  seen.first = await edited();
  // A second save in the same paragraph: nothing moves.
  rewrite("chapters/3.md", "Paragraph fourteen of", "Paragraph no. 14 of");
  const image = (await sources()).join();
  await until(`[...document.querySelectorAll(".leaf img")].map((i) => new URL(i.src).pathname).join() !== ${JSON.stringify(image)}`);
  await settled();
  seen.second = await edited();
  await page.click(".block.edited");
  seen.place = await text("#place code");

  // With the keyboard: from paragraph to paragraph, and Enter.
  await page.focus('.block[tabindex="0"]');
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  seen.next = await text("#place code");

  // Broken: the pages stay, with the message over them.
  const before = await sources();
  rewrite("chapters/1.md", "Paragraph 2 of", "![](../../none.png) Paragraph 2 of");
  await until("document.body.hasAttribute('data-broken')");
  seen.banner = await text("#banner");
  seen.problems = await page.$$eval("#problems li", (items) => items.map((item) => item.textContent));
  seen.kept = (await sources()).join() === before.join();
  rewrite("chapters/1.md", "![](../../none.png) Paragraph 2 of", "Paragraph 2 of");
  await until("!document.body.hasAttribute('data-broken')");
  await settled();
  seen.corrected = await page.$eval("#banner", (banner) => banner.hidden);
  await view("print");

  // The e-reader: the edited document, in the size that is chosen.
  await view("ereader");
  const frame = async () => (await (await page.$("#reader")).contentFrame()) ?? page;
  await until("document.getElementById('reader').contentDocument?.querySelector('p')");
  await page.select("#reader-size", "160");
  await page.select("#reader-device", "536x724 eink");
  seen.reader = await page.$eval("#reader", (reader) => ({
    size: reader.contentDocument.documentElement.style.fontSize,
    face: reader.contentWindow.getComputedStyle(reader.contentDocument.querySelector("p")).fontFamily,
    width: reader.clientWidth,
    scripts: reader.getAttribute("sandbox"),
  }));
  await page.select("#reader-document", "2.xhtml");
  await until("document.getElementById('reader').contentDocument?.body?.textContent.includes('Paragraph 5 of Two')");
  await new Promise((resolve) => setTimeout(resolve, 500));
  await (await frame()).click("p");
  seen.readerPlace = await text("#place");

  // The covers.
  await view("covers");
  await until("document.querySelector('#covers img')?.naturalWidth > 0");
  seen.covers = await page.$$eval("#covers figcaption", (captions) => captions.map((caption) => caption.textContent));

  // For everybody: by light and by dark, and on the narrowest screen.
  await page.setBypassCSP(true);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.reload();
    await settled();
    await page.addScriptTag({ path: AXE });
    for (const name of ["print", "ereader", "covers"]) {
      await view(name);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { violations } = await page.evaluate(() => window.axe.run({ iframes: false }));
      seen.violations.push(...violations.flatMap((rule) => rule.nodes.map((node) => [scheme, name, rule.id, node.html])));
      await page.setViewport({ width: 320, height: 800 });
      seen.widths[name] = await page.evaluate(() => document.documentElement.scrollWidth);
      await page.setViewport({ width: 1400, height: 900 });
    }
  }
  await browser.close();
  return seen;
}

main(process.argv.slice(2)).then(
  (seen) => console.log(JSON.stringify(seen)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
