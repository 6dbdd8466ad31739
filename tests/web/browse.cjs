// A reader in a real browser.
// node browse.cjs CHROMIUM inspect URL…          ->  JSON: [{url, scheme, violations: [[rule, element]…], widths: [px…]}]
// node browse.cjs CHROMIUM journey URL FOLDER     ->  JSON: {focused: [{text, outline}…], file, shown, status}
const path = require("path");
const puppeteer = require("puppeteer");
const AXE = require.resolve("@daisy/axe-core-for-ace/axe.min.js");

async function inspect(browser, urls) {
  const found = [];
  for (const url of urls) {
    for (const scheme of ["light", "dark"]) {
      const page = await browser.newPage();
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width: 1280, height: 900 });
      await page.setBypassCSP(true); // the page lets no script in, this one neither
      await page.goto(url);
      await page.addScriptTag({ path: AXE });
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      // Text at normal and at double size, on the narrowest screen (WCAG 2.2, 1.4.4 and 1.4.10).
      await page.setViewport({ width: 320, height: 800 });
      const widths = [];
      for (const size of [16, 32]) {
        widths.push(
          await page.evaluate((px) => {
            document.documentElement.style.fontSize = `${px}px`;
            return document.documentElement.scrollWidth;
          }, size),
        );
      }
      const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      found.push({
        url,
        scheme,
        background,
        widths,
        passes: passes.map((rule) => rule.id),
        violations: violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html])),
      });
      await page.close();
    }
  }
  return found;
}

// With the keyboard alone, and without scripts: Tab to the EPUB's link, Enter.
async function journey(browser, [url, folder]) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  const client = await browser.target().createCDPSession();
  await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder, eventsEnabled: true });
  let name = "";
  client.on("Browser.downloadWillBegin", (event) => (name = event.suggestedFilename));
  const done = new Promise((resolve) => {
    client.on("Browser.downloadProgress", (event) => event.state === "completed" && resolve());
  });
  const status = (await page.goto(url)).status();
  const focused = [];
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      const box = document.activeElement.getBoundingClientRect();
      const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
      return { text: document.activeElement.textContent, outline, left: box.left, width: box.width };
    });
    focused.push(here);
    if (here.text.includes("EPUB")) break;
  }
  const shown = await page.$eval("#files dl code", (code) => code.textContent);
  await page.keyboard.press("Enter");
  await done;
  return { focused, file: path.join(folder, name), shown, status };
}

(async () => {
  const [chromium, task, ...rest] = process.argv.slice(2);
  const browser = await puppeteer.launch({
    executablePath: chromium,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  console.log(JSON.stringify(await { inspect, journey }[task](browser, rest)));
  await browser.close();
})();
