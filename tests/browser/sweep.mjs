// Opens each kind of page of a served store on a desktop and a phone, in light and dark, and checks what must hold for
// all of them: node sweep.mjs http://127.0.0.1:7777
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// `require` also looks in the folders of NODE_PATH, which `import` does not.
const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const SCREENS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
};

// Returns an address of each kind of page of a store, by name.
async function kindsOfPages(address) {
  const ask = async (path) => (await fetch(address + path)).json();
  const [article] = (await ask("/api/articles?limit=1")).found;
  const [story] = (await ask("/api/stories?limit=200")).stories.sort((a, b) => b.n_articles - a.n_articles);
  const [thread] = (await ask("/api/threads?limit=200")).threads.sort((a, b) => b.n_stories - a.n_stories);
  const [said] = (await ask("/api/statements?limit=200")).found.filter((one) => one.speakers.length);
  const [done] = (await ask("/api/events?limit=200&min_confidence=0.3")).found.filter((one) => one.actors.length);
  const n = (actor) => actor.n_statements + actor.n_events;
  const [most] = (await ask("/api/actors?limit=200")).found.sort((a, b) => n(b) - n(a));
  const actor = `name=${encodeURIComponent(most.name)}&kind=${most.kind}`;
  return {
    start: "/", stories: "/stories", differing: "/stories?differing=true", story: `/stories/${story.id}`,
    timeline: `/stories/${story.id}?part=timeline`, threads: "/threads", thread: `/threads/${thread.id}`,
    article: `/articles/${article.number}`, statement: `/articles/${said.article.number}/entries/${said.id}`,
    event: `/articles/${done.article.number}/entries/${done.id}`, mention: `/articles/${article.number}/entries/a1`,
    statements: "/search?q=said", events: "/search?in=events&q=talks", filtered: "/search?in=events&any_country=Peru&sort=oldest",
    actors: "/search?in=actors", articles: "/search?in=articles", nothing: "/search?q=zyxwv",
    mistake: "/search?in=events&type=NOSUCHTYPE", actor: `/actor?${actor}`, "actor-events": `/actor?${actor}&part=events`,
    "actor-network": `/actor/network?${actor}`, map: "/map", "map-articles": "/map?in=articles",
    network: `/stories/${story.id}/network`, corrections: "/corrections", missing: "/nowhere",
  };
}

// Returns the violations of WCAG 2 A and AA that axe finds.
async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values } });
    return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
}

// Returns the texts of numbers and dates that are broken over two lines.
const brokenNumbers = (page) => page.$$eval(".n, .meta time", (all) => all.filter((one) => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size > 1;
}).map((one) => one.textContent).filter((text) => !text.includes(" ")));

// Returns the types of events that have no explanation.
const unexplained = (page) => page.$$eval("span.type:not(dt *)", (all) =>
  all.filter((one) => /^[A-Z_]+( · \w+)?$/.test(one.textContent.trim()) && !one.title).map((one) => one.textContent));

const address = process.argv[2];
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
const failures = [];
let nChecks = 0;
try {
  const paths = await kindsOfPages(address);
  for (const [screen, options] of Object.entries(SCREENS)) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ ...options, colorScheme });
      const page = await context.newPage();
      page.on("request", (request) => request.url().startsWith(address) || failures.push(`request to ${request.url()}`));
      page.on("pageerror", (error) => failures.push(String(error)));
      for (const [name, path] of Object.entries(paths)) {
        const answer = await page.goto(address + path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        const found = [await violations(page), await brokenNumbers(page), await unexplained(page),
          wide <= options.viewport.width ? [] : [`${wide} pixels wide`],
          answer.status() === ({ missing: 404, mistake: 400 }[name] ?? 200) ? [] : [`status ${answer.status()}`]];
        nChecks += found.length;
        failures.push(...found.flat().map((one) => `${name} (${path}), ${screen}, ${colorScheme}: ${one}`));
      }
      await context.close();
    }
  }
  assert.ok(failures.length === 0, failures.join("\n"));
  console.log(`Chromium ${browser.version()}: ${nChecks} checks passed`);
} finally {
  await browser.close();
}
