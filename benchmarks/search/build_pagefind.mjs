// Pagefind's index of one corpus.
// node build_pagefind.mjs ARTICLES.jsonl FOLDER   (prints the seconds that it took)
import { readFileSync } from "node:fs";
import * as pagefind from "pagefind";

const [articles, folder] = process.argv.slice(2);
const rows = readFileSync(articles, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const start = performance.now();
const { index } = await pagefind.createIndex({ forceLanguage: "ru" });
for (const { id, title, questions, body } of rows) {
  // A heading weighs more than the text below it, as a page's own does.
  const texts = [`<h1>${escaped(title)}</h1>`, ...[...questions, body].map((t) => `<p>${escaped(t)}</p>`)];
  const content = `<html lang="ru"><body>${texts.join("")}</body></html>`;
  await index.addHTMLFile({ url: `/${id}/`, content });
}
await index.writeFiles({ outputPath: folder });
console.log((performance.now() - start) / 1000);
await pagefind.close();
