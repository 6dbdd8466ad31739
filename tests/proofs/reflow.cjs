// Widest content of each document at 320 CSS pixels, at normal and at double text size (WCAG 2.2, 1.4.4 and 1.4.10).
// node reflow.cjs CHROMIUM FILE…  ->  JSON: [{file, scale, width}]
const puppeteer = require("puppeteer");

(async () => {
  const [chromium, ...files] = process.argv.slice(2);
  const browser = await puppeteer.launch({
    executablePath: chromium,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 320, height: 800 });
  const found = [];
  for (const file of files) {
    for (const scale of [1, 2]) {
      await page.goto(`file://${file}`);
      const width = await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${16 * size}px`;
        return document.documentElement.scrollWidth;
      }, scale);
      found.push({ file: file.split("/").pop(), scale, width });
    }
  }
  await browser.close();
  console.log(JSON.stringify(found));
})();
