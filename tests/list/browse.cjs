// A reader looks through a list in a real browser.
// node browse.cjs CHROMIUM URL  ->  JSON: {plain: {…}, scripted: {…}}
const puppeteer = require("puppeteer");

const shown = (page) =>
  page.$$eval("ul.books li", (items) => items.filter((item) => item.offsetParent).map((item) => item.innerText.trim()));

// Without scripts: the search is not offered, the index and the facets lead to the books.
async function plain(browser, url) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const fields = await page.$$eval("form", (forms) => forms.filter((form) => form.offsetParent).length);
  const all = await shown(page);
  await Promise.all([page.waitForNavigation(), page.click("nav.facets li a")]);
  const facet = await shown(page);
  await page.goto(url);
  await Promise.all([page.waitForNavigation(), page.click(".index a")]);
  const letters = await page.$$eval(".letters a", (links) => links.length);
  await Promise.all([page.waitForNavigation(), page.click(".entries a")]);
  return { fields, all, facet, letters, title: await page.title() };
}

// With them: what is typed filters the whole list at once, without regard to accents, and is said to who cannot see it.
async function scripted(browser, url, words) {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  await page.type("#query", words);
  const found = await shown(page);
  const status = await page.$eval("[role=status]", (element) => element.innerText);
  await page.type("#query", " zzzz");
  const none = await page.$eval("[role=status]", (element) => element.innerText);
  await page.$eval("#query", (field) => {
    field.value = "";
    field.dispatchEvent(new Event("input"));
  });
  const again = await shown(page);
  await page.goto(`${url}?query=${encodeURIComponent(words)}`);
  const asked = await shown(page);
  const broken = await page.$$eval("img", (images) => images.filter((i) => i.complete && !i.naturalWidth).length);
  return { found, status, none, again, asked, errors, broken };
}

(async () => {
  const [chromium, url, words] = process.argv.slice(2);
  const browser = await puppeteer.launch({
    executablePath: chromium,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  console.log(JSON.stringify({ plain: await plain(browser, url), scripted: await scripted(browser, url, words) }));
  await browser.close();
})();
