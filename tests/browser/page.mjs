// Drives the web page in a real headless browser. Told by the environment:
//   QUARRY_URL, QUARRY_KEY      the running server
//   QUARRY_TEST_TOOLS           folder with browser/node_modules
//   QUARRY_TEST_BROWSER         a Chromium to use instead of the one from the package
//   QUARRY_QUESTION             a question that the index answers
//   QUARRY_SCREENSHOT           where to keep a picture of the answer, if anywhere
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { QUARRY_URL, QUARRY_KEY, QUARRY_TEST_TOOLS, QUARRY_TEST_BROWSER, QUARRY_QUESTION, QUARRY_SCREENSHOT } = process.env;
const tools = createRequire(join(QUARRY_TEST_TOOLS, "browser", "package.json"));

async function packagedBrowser() {
  const { default: chromium, inflate } = await import(pathToFileURL(tools.resolve("@sparticuz/chromium")).href);
  const path = await chromium.executablePath();
  // the package brings the shared libraries too; the system's own come first where it has them
  const bin = join(tools.resolve("@sparticuz/chromium"), "..", "..", "bin", "al2023.tar.br");
  const libraries = join(await inflate(bin), "lib");
  process.env.LD_LIBRARY_PATH = [process.env.LD_LIBRARY_PATH, libraries].filter(Boolean).join(":");
  return path;
}

const { chromium } = tools("playwright-core");
const browser = await chromium.launch({
  executablePath: QUARRY_TEST_BROWSER || (await packagedBrowser()),
  args: ["--no-sandbox", "--disable-gpu", "--headless=shell", "--disable-background-networking", "--no-first-run"],
});

const WORDS = {
  "zh-TW": { logIn: "登入", ask: "提問", nav: "搜尋" },
  "ko-KR": { logIn: "로그인", ask: "질문", nav: "검색" },
  "en-GB": { logIn: "Log in", ask: "Ask", nav: "Search" },
};

async function open(locale) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 760 }, locale });
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(QUARRY_URL);
  return page;
}

async function logIn(page, words) {
  await page.fill("#key", QUARRY_KEY);
  await page.click(`button:has-text("${words.logIn}")`);
  await page.waitForSelector("nav");
}

// a wrong key is told, and opens nothing
{
  const page = await open("en-GB");
  await page.fill("#key", "not the key");
  await page.click('button:has-text("Log in")');
  await page.waitForSelector("[role=alert]");
  assert.equal(await page.locator("nav").count(), 0);
  await page.close();
}

// the page speaks the browser's language, and keeps the one that was chosen
for (const [locale, words] of Object.entries(WORDS)) {
  const page = await open(locale);
  await logIn(page, words);
  assert.match(await page.textContent("nav"), new RegExp(words.nav));
  await page.selectOption(".aside select", "ko");
  await page.reload();
  await page.waitForSelector("nav");
  assert.match(await page.textContent("nav"), /검색/);
  await page.evaluate(() => localStorage.clear());
  await page.close();
}

const words = WORDS["zh-TW"];
const page = await open("zh-TW");
await logIn(page, words);

// chat: an answer whose citation opens the document at the cited place
await page.fill(".chat input", QUARRY_QUESTION);
await page.click(`.chat button:has-text("${words.ask}")`);
await page.waitForSelector(".citations a");
if (QUARRY_SCREENSHOT) await page.screenshot({ path: QUARRY_SCREENSHOT });
assert.match(await page.textContent(".answer .text"), /\[1\]/);
await page.click(".citations a");
await page.waitForSelector(".document .cited");
assert.ok((await page.textContent(".document .cited")).trim().length > 0);
// going back finds the conversation as it was
await page.click("main button.quiet");
await page.waitForSelector(".answer .text", { state: "visible" });

// search: passages that link to the viewer
await page.click('nav a[href="/search"]');
await page.fill("input[type=search]", QUARRY_QUESTION);
await page.press("input[type=search]", "Enter");
await page.waitForSelector(".hit a");

// SPARQL: rows for a good query, a message for a bad one
await page.click('nav a[href="/editor"]');
await page.click("form button:not(.quiet):visible");
await page.waitForSelector("table.results tbody tr");
await page.fill("textarea", "SELECT nothing");
await page.click("form button:not(.quiet):visible");
await page.waitForSelector("pre[role=alert]");

// runs: the run that made the index
await page.click('nav a[href="/runs"]');
await page.waitForSelector("table.results:visible tbody tr");

// logging out closes the door
await page.click("header button.quiet");
await page.waitForSelector("#key");
await browser.close();
console.log("the page works");
