// Visits the pages of a store with Chromium; see README.md.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const root = new URL("../..", import.meta.url).pathname;
const onrecord = process.env.ONRECORD ?? join(root, "target/release/onrecord");
const folder = mkdtempSync(join(tmpdir(), "onrecord-walk-"));

const EVIL = `<script>window.evil=1</script><img src=x onerror="window.evil=2"><svg onload="window.evil=3">`;
const articles = [
  { id: "harbour", title: "Harbour fund agreed", published: "2025-03-12", publisher: "The Quay",
    text: "Ana Diaz, the mayor of Lisbon, met ministers on Monday.\n\n“We will rebuild the harbour,” Diaz said on Tuesday. " +
      "Pavel Novak told reporters that the fund was too small. The storm killed 12 fishermen, Diaz said." },
  { id: "harbour-2", title: "Lisbon harbour to be rebuilt with new fund", published: "2025-03-13", publisher: "City Post",
    text: "Lisbon will rebuild its harbour with a fund that ministers agreed, mayor Ana Diaz said.\n\n" +
      "“We will rebuild the harbour,” Diaz said on Tuesday. The storm killed 15 fishermen, Pavel Novak said." },
  { id: "evil", title: EVIL, published: "2025-03-11", publisher: EVIL, url: "javascript:window.evil=4",
    text: `“${EVIL} is what we found,” Ana Diaz said. ${EVIL} Pavel Novak said that it was fine.` },
];

const add = (store, ...list) => execFileSync(onrecord, ["add", "-", "--store", join(folder, store), "--quiet", "--input-format", "jsonl"],
  { input: list.map((article) => JSON.stringify(article)).join("\n") });

async function serve(store) {
  const child = spawn(onrecord, ["serve", "--store", join(folder, store), "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface({ input: child.stderr })) {
    const address = line.match(/http:\/\/\S+/)?.[0];
    if (address) return { child, address };
  }
  throw new Error("the server did not start");
}

// Returns the articles of tests/articles.
function ours() {
  const at = join(root, "tests/articles");
  return readdirSync(at, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => {
    const [title, ...text] = readFileSync(join(at, name, "article.txt"), "utf8").split("\n\n");
    const { published } = JSON.parse(readFileSync(join(at, name, "expected.json"), "utf8"));
    return { id: name, title, published, publisher: "The Quay", text: text.join("\n\n") };
  });
}

// Saves screenshots of each page in the folder `shots`.
async function pictures(browser, address, shots) {
  const ask = async (path, options) => (await fetch(address + path, options)).json();
  const article = (await ask("/api/articles?q=%22Black+Sea%22")).found[0].number;
  const { stories } = await ask("/api/stories?limit=200");
  const story = stories.find((one) => one.title.startsWith("Norway and Turkey")).id;
  const correction = { entry: "s2", verdict: "rejected", author: "Eve", note: "the editor says so" };
  const headers = { "Content-Type": "application/json" };
  await ask(`/api/articles/${article}/corrections`, { method: "POST", body: JSON.stringify(correction), headers });
  const pages = { start: "/", article: `/articles/${article}`, search: "/search?q=fund", actor: "/actor?name=Ingrid+Aaberg",
    entry: `/articles/${article}/entries/s1`, corrections: "/corrections", stories: "/stories", story: "/stories/1",
    map: "/map?in=articles", network: `/stories/${story}/network` };
  for (const [name, path] of Object.entries(pages)) {
    for (const width of [1280, 390]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: ["map", "network"].includes(name) ? 1000 : 800 });
      await page.goto(address + path);
      await page.screenshot({ path: join(shots, `${name}-${width}.webp`), type: "webp", quality: 60 });
      await page.close();
    }
  }
}

// Checks that one of the two drawings is visible, and that it has links like the table below it.
async function showsPictures(page) {
  const shown = await page.$$eval(".picture", (all) =>
    all.filter((one) => one.getBoundingClientRect().width).map((one) => one.classList[2]));
  const { width } = page.viewport();
  assert.deepEqual(shown, [width < 544 ? "narrow" : "wide"], `at ${width} pixels`);
  assert.ok(await page.$(`.picture.${shown[0]} a[href]`), "the picture has links");
  assert.ok(await page.$(".counts tbody a[href]"), "the table has links");
}

// Checks that no number is broken in its middle, on screens of both widths.
async function keepsNumbersWhole(page, path) {
  const broken = await page.$$eval(".n, .meta time", (all) => all.filter((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size > 1;
  }).map((one) => one.textContent));
  assert.deepEqual(broken.filter((text) => !text.includes(" ")), [], `${path} at ${page.viewport().width} pixels`);
}

async function walk(browser, address) {
  const page = await browser.newPage();
  const elsewhere = [];
  const errors = [];
  page.on("request", (request) => request.url().startsWith(address) || elsewhere.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("dialog", (dialog) => { errors.push("a dialog"); dialog.dismiss(); });
  const words = () => page.$eval("main", (main) => main.innerText);
  const go = (action) => Promise.all([page.waitForNavigation(), action]);

  await page.goto(address);
  assert.match(await words(), /Harbour fund agreed/);
  await go(page.click(`a[href="/articles/1"]`));
  assert.match(await words(), /We will rebuild/);
  assert.ok((await page.$$(".words [data-e]")).length > 3, "words are marked");

  await go(page.click(`header a[href^="/stories/"]`));
  assert.match(await words(), /Who said what[\s\S]*We will rebuild the harbour[\s\S]*City Post/);
  const story = new URL(page.url()).pathname;
  await go(page.click(`a[href="${story}/network"]`));
  await showsPictures(page);
  assert.match(await words(), /Diaz[\s\S]*Events/);
  // By keyboard: focus highlights an actor of the picture with its counterparts, and Enter opens its page.
  await page.focus(".pictured .skip");
  await page.keyboard.press("Tab");
  assert.ok((await page.$$(".picture.wide .node.lit")).length > 1, "an actor in focus lights up");
  await go(page.keyboard.press("Enter"));
  assert.match(page.url(), /\/actor\?name=/);
  await go(page.click(`a[href^="/actor/network"]`));
  await showsPictures(page);

  await page.goto(`${address}/map?in=articles`);
  await showsPictures(page);
  const land = await page.$eval(".picture.wide .land", (land) => land.getBoundingClientRect().width);
  assert.ok(land > 500, `the land is ${land} pixels wide`);
  await go(page.click(".counts tbody a"));
  assert.match(await words(), /Harbour fund agreed/);
  await page.goto(`${address}/articles/1`);

  await page.type(`input[name="q"]`, `"rebuild the harbour"`);
  await go(page.keyboard.press("Enter"));
  assert.match(await words(), /Diaz[\s\S]*said[\s\S]*We will rebuild/);

  const entry = await page.$eval(".found .meta a", (link) => link.getAttribute("href").split("#")[1]);
  await page.goto(`${address}/articles/1/entries/${entry}`);
  await page.type(`input[name="author"]`, "Eve");
  await go(page.click("button.reject"));
  assert.equal(new URL(page.url()).hash, `#${entry}`);
  const verdict = () => page.$eval(`#${entry} .verdict`, (mark) => mark.textContent);
  assert.equal(await verdict(), "rejected");
  await page.reload();
  assert.equal(await verdict(), "rejected");
  await page.goto(`${address}/corrections`);
  assert.match(await words(), /Eve/);

  const paths = ["/", "/articles/1", "/articles/3", "/articles/3/entries/s1", "/stories", story, "/search?in=articles", "/search?in=actors",
    "/search?in=events", "/search?q=found", "/corrections", "/nowhere", "/map", "/map?in=articles", "/map?in=statements&q=fund",
    `${story}/network`, "/actor/network?name=Ana+Diaz&kind=person"];
  for (const path of paths) {
    await page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
    await page.goto(address + path);
    assert.equal(await page.evaluate(() => window.evil), undefined, `${path}: a script of an article ran`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${path}: ${width} pixels wide`);
    await keepsNumbersWhole(page, path);
    await page.setViewport({ width: 1280, height: 800 });
    await keepsNumbersWhole(page, path);
  }
  await page.setJavaScriptEnabled(false);
  await page.goto(`${address}/articles/1`);
  assert.ok((await page.$$(".words [data-e]")).length > 3, "without scripts words are marked");
  for (const path of ["/map?in=articles", `${story}/network`]) {
    await page.goto(address + path);
    await showsPictures(page);
  }
  assert.deepEqual([elsewhere, errors], [[], []]);
}

let server, browser;
try {
  add("walk.db", ...articles);
  server = await serve("walk.db");
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  await walk(browser, server.address);
  if (process.env.SHOTS) {
    server.child.kill("SIGINT");
    add("shots.db", ...articles.slice(0, 2), ...ours());
    server = await serve("shots.db");
    await pictures(browser, server.address, process.env.SHOTS);
  }
  console.log("walked through all pages");
} finally {
  await browser?.close();
  server?.child.kill("SIGINT");
  rmSync(folder, { recursive: true, force: true });
}
