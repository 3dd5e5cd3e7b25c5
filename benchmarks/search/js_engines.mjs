// lunr (ru), MiniSearch, Orama and FlexSearch on one corpus, in this process one after another.
// node js_engines.mjs ARTICLES.jsonl QUERIES.jsonl [ENGINE…]   (prints a JSON object a line)
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { create, insertMultiple, load as loadOrama, save, search } from "@orama/orama";
import { stemmer } from "@orama/stemmers/russian";
import { stopwords as stopWords } from "@orama/stopwords/russian";
import flexsearch from "flexsearch";
import lunr from "lunr";
import ru from "lunr-languages/lunr.ru.js";
import stemmerSupport from "lunr-languages/lunr.stemmer.support.js";
import MiniSearch from "minisearch";

const rows = (file) => readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const [articles, queries] = process.argv.slice(2, 4).map(rows);
const chosen = process.argv.slice(4);
// Milliseconds of processor time: other work on the machine does not count.
const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
stemmerSupport(lunr);
ru(lunr);

const tokens = (text) => text.toLowerCase().replaceAll("ё", "е").match(/[a-z]+|[а-я]+|\d+/g) ?? [];
const mini = {
  fields: ["title", "questions", "body"],
  tokenize: tokens,
  processTerm: (term) => stemmer(term),
  searchOptions: { boost: { title: 2.4 }, fuzzy: 0.2 },
};
// Orama takes every word for a beginning, so it finds little without its stop words.
const properties = ["title", "questions", "body"];
const boost = { title: 1.5, questions: 1.5 };
const schema = { id: "string", title: "string", questions: "string", body: "string" };
const flat = articles.map((a) => ({ ...a, questions: a.questions.join("\n") }));

const engines = {
  "lunr ru": {
    build: () =>
      JSON.stringify(
        lunr(function () {
          this.use(lunr.ru);
          this.ref("id");
          this.field("title", { boost: 2.4 });
          this.field("questions");
          this.field("body");
          for (const article of flat) this.add(article);
        }),
      ),
    load: (data) => lunr.Index.load(JSON.parse(data)),
    ask: (index, text) =>
      index
        .query((query) => {
          for (const token of tokens(text)) query.term(token, {}); // stemmed by its pipeline
        })
        .map((hit) => hit.ref),
  },
  MiniSearch: {
    build: () => {
      const index = new MiniSearch(mini);
      index.addAll(flat);
      return JSON.stringify(index);
    },
    load: (data) => MiniSearch.loadJSON(data, mini),
    ask: (index, text) => index.search(text).map((hit) => hit.id),
  },
  Orama: {
    build: async () => {
      const index = orama();
      await insertMultiple(index, flat);
      return JSON.stringify(save(index));
    },
    load: (data) => {
      const index = orama();
      loadOrama(index, JSON.parse(data));
      return index;
    },
    ask: async (index, text) =>
      (await search(index, { term: text, limit: 10, threshold: 1, properties, boost })).hits.map(
        (hit) => hit.document.id,
      ),
  },
  FlexSearch: {
    build: () => {
      const parts = {};
      const index = flex();
      for (const article of flat) index.add(article.id, Object.values(article).join("\n"));
      index.export((key, data) => (parts[key] = data));
      return JSON.stringify(parts);
    },
    load: (data) => {
      const index = flex();
      for (const [key, part] of Object.entries(JSON.parse(data))) index.import(key, part);
      return index;
    },
    ask: (index, text) => index.search(text, { limit: 10, suggest: true }),
  },
};

function orama() {
  const tokenizer = { stemming: true, stemmer, stopWords, language: "russian" };
  return create({ schema, components: { tokenizer } });
}

function flex() {
  return new flexsearch.Index({ tokenize: "forward", encode: (text) => tokens(text).map(stemmer) });
}

async function measure(name, { build, load, ask }) {
  const built = clock();
  const data = await build();
  const loaded = clock();
  const index = await load(data);
  await ask(index, queries[0].query);
  const ready = clock();
  const times = [];
  const places = [];
  for (const { query, relevant } of queries) {
    const tries = [];
    let ids;
    for (let turn = 0; turn < 3; turn++) {
      const start = clock();
      ids = (await ask(index, query)).slice(0, 10);
      tries.push(clock() - start);
    }
    times.push(Math.min(...tries));
    places.push(ids.findIndex((id) => relevant.includes(id)));
  }
  times.sort((a, b) => a - b);
  const recall = (depth) => (100 * places.filter((p) => p >= 0 && p < depth).length) / places.length;
  const reciprocal = places.reduce((sum, p) => sum + (p < 0 ? 0 : 1 / (p + 1)), 0);
  return {
    engine: name,
    build_s: (loaded - built) / 1000,
    first_ms: ready - loaded,
    p50_ms: times[Math.floor(times.length / 2)],
    p95_ms: times[Math.floor(times.length * 0.95)],
    "recall@1": recall(1),
    "recall@3": recall(3),
    "recall@5": recall(5),
    "mrr@10": (100 * reciprocal) / places.length,
    bytes: Buffer.byteLength(data),
    brotli: brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length,
  };
}

for (const [name, engine] of Object.entries(engines)) {
  if (chosen.length && !chosen.includes(name)) continue;
  console.log(JSON.stringify(await measure(name, engine)));
}
