// The pages of the e-reader's view of "watch", turned in a real browser.
// node turning.cjs CHROMIUM URL [PICTURES]  ->  JSON: the number of the page after each step, for each device and size of text
const path = require("path");
const puppeteer = require("puppeteer");
const PATIENCE = { timeout: 240000, polling: 100 };

async function main([executablePath, url, pictures]) {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"], protocolTimeout: PATIENCE.timeout });
  const page = await browser.newPage();
  const seen = { steps: {}, pages: {}, cut: {} };
  await page.setViewport({ width: 1400, height: 1000 });
  await page.goto(url, PATIENCE);
  await page.waitForFunction("document.body.dataset.settled === '1'", PATIENCE);
  await page.click("nav button[data-view=ereader]");
  await page.waitForFunction("document.querySelector('#reader-document option[value=\"2.xhtml\"]')", PATIENCE);
  await page.select("#reader-document", "2.xhtml");
  await page.waitForFunction("document.getElementById('reader').contentDocument?.body?.textContent.includes('Paragraph 5 of Two')", PATIENCE);
  await page.waitForFunction("document.getElementById('reader').dataset.pages > 2", PATIENCE);

  const number = async (step) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const shown = await page.$eval("#reader-page", (output) => Number(output.textContent.split("/")[0]));
    const scrolled = await page.$eval("#reader", (reader) =>
      Math.round(Math.abs(reader.contentDocument.documentElement.scrollLeft) / reader.clientWidth) + 1);
    seen.steps[step] = shown === scrolled ? shown : `${shown} is shown as ${scrolled}`;
  };
  const box = () => page.$eval("#reader", (reader) => {
    const { left, top, width, height } = reader.getBoundingClientRect();
    return { left, top, width, height };
  });
  const clickAt = async (share) => {
    const { left, top, width, height } = await box();
    await page.mouse.click(left + share * width, top + height / 2);
  };
  await number("opened");
  await page.click("#reader-next");
  await number("next");
  await page.click("#reader-previous");
  await number("previous");
  await page.click("#reader-next");
  await clickAt(0.95);
  await number("click at the right");
  await clickAt(0.05);
  await number("click at the left");
  await clickAt(0.5);
  await number("click in the middle");
  await page.keyboard.press("ArrowRight");
  await number("arrow to the right");
  await page.keyboard.press("ArrowLeft");
  await number("arrow to the left");
  await page.keyboard.press("PageDown");
  await number("page down");
  await page.keyboard.press("PageUp");
  await number("page up");

  for (const [device, size] of [["360x640", "100"], ["360x640", "200"], ["536x724 eink", "100"], ["536x724 eink", "200"]]) {
    await page.select("#reader-device", device);
    await page.select("#reader-size", size);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const name = `${device.split(" ")[0]} at ${size} %`;
    seen.pages[name] = await page.$eval("#reader", (reader) => Number(reader.dataset.pages));
    // a line that is cut at the edge of the page: one whose box goes over that of its page
    seen.cut[name] = await page.$eval("#reader", (reader) => {
      const text = reader.contentDocument;
      const range = text.createRange();
      let cut = 0;
      for (const paragraph of text.querySelectorAll("p")) {
        range.selectNodeContents(paragraph);
        for (const line of range.getClientRects()) {
          const left = ((line.left % reader.clientWidth) + reader.clientWidth) % reader.clientWidth;
          cut += left + line.width > reader.clientWidth + 1 || line.bottom > reader.clientHeight;
        }
      }
      return cut;
    });
    if (pictures) await (await page.$("#reader")).screenshot({ path: path.join(pictures, `${name.replace(/\W+/g, "-")}.png`) });
  }
  if (pictures) await page.screenshot({ path: path.join(pictures, "page.png") });
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
