// How long after a save the edited paragraph's page is drawn in Chromium.
// node watching.cjs CHROMIUM URL FILE OLD SAVES  ->  JSON: the milliseconds of each save
// OLD stands once in FILE; each save puts other words in its place.
const fs = require("fs");
const puppeteer = require("puppeteer");
const PATIENCE = { timeout: 1800000 };

async function main([executablePath, url, file, old, saves]) {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"], protocolTimeout: PATIENCE.timeout });
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  await page.goto(url, PATIENCE);
  const settled = "document.body.dataset.settled === '1'";
  await page.waitForFunction(settled, PATIENCE);
  const text = fs.readFileSync(file, "utf8");
  const times = [];
  for (let save = 0; save < Number(saves); save++) {
    const drawn = page.evaluate(
      (before) =>
        new Promise((resolve) => {
          const look = () => document.body.dataset.shown !== before && resolve(Date.now());
          new MutationObserver(look).observe(document.body, { attributes: true });
        }),
      await page.evaluate("document.body.dataset.shown"),
    );
    const begun = Date.now();
    fs.writeFileSync(file, text.replace(old, `${old} ${"y otra vez ".repeat(save % 7)}${save}`));
    times.push((await drawn) - begun);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await page.waitForFunction(settled, PATIENCE);
  }
  fs.writeFileSync(file, text);
  await browser.close();
  return times;
}

main(process.argv.slice(2)).then(
  (times) => console.log(JSON.stringify(times)),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
