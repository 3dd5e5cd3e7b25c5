/** Asks one engine all queries in this page: the time to its first answer, then each query's least. */

const TRIES = 3;

/**
 * @param {() => Promise<Function>} prepare what is not the engine's own: resolves to what loads it
 * @param {{query: string, relevant: string[]}[]} queries
 */
export async function measure(prepare, queries) {
  const load = await prepare();
  const start = performance.now();
  const ask = await load();
  await ask(queries[0].query);
  const first_ms = performance.now() - start;
  const times = [];
  const places = [];
  for (const { query, relevant } of queries) {
    let ids = [];
    let least = Infinity;
    for (let turn = 0; turn < TRIES; turn += 1) {
      const asked = performance.now();
      ids = await ask(query);
      least = Math.min(least, performance.now() - asked);
    }
    times.push(least);
    const found = (await ids()).findIndex((id) => relevant.includes(id));
    places.push(found < 0 ? null : found);
  }
  return { first_ms, times, places };
}

export const pagefind = async () => async () => {
  const engine = await import("/pagefind/pagefind.js");
  await engine.init();
  return async (text) => {
    const { results } = await engine.search(text);
    // What stands in a result is fetched for it alone; the time is that of the search.
    return async () => {
      const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return shown.map(({ url }) => url.split("/").at(-2));
    };
  };
};

export const ours = async () => {
  const { loadPyodide } = await import("/pyodide/pyodide.mjs");
  const python = await loadPyodide({ indexURL: "/pyodide/" });
  const bytes = async (file) => new Uint8Array(await (await fetch(file)).arrayBuffer());
  python.unpackArchive((await bytes("/project.zip")).buffer, "zip");
  python.runPython("import wizard.search");
  return async () => {
    python.globals.set("files", [await bytes("/ours.idx"), await bytes("/ours.sem")]);
    const ask = python.runPython(SEARCH);
    return async (text) => {
      const ids = ask(text);
      return async () => ids.split(" ");
    };
  };
};

const SEARCH = `
from wizard.search import Engine, load, load_semantics

index, semantics = (file.to_bytes() for file in files)
engine = Engine(load(index), None, load_semantics(semantics) if semantics else None)

def ask(text):
    return " ".join(match.article_id for match in engine.search(text, 10).matches)

ask
`;
