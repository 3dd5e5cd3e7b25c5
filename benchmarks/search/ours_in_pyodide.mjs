// This project's engine in Pyodide: the index is made by CPython, loaded and asked here.
// node ours_in_pyodide.mjs INDEX SEMANTICS|- QUERIES.jsonl   (prints one JSON object)
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadPyodide } from "pyodide";

const [index, semantics, queries] = process.argv.slice(2);
const python = await loadPyodide();
python.FS.mkdirTree("/project");
python.mountNodeFS("/project", resolve(import.meta.dirname, "../.."));
const bytes = (file) => (file === "-" ? new Uint8Array() : new Uint8Array(readFileSync(file)));
python.globals.set("index", bytes(index));
python.globals.set("semantics", bytes(semantics));
python.globals.set("queries", readFileSync(queries, "utf8"));
python.globals.set("clock", () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
});
console.log(python.runPython(`
import json, sys
sys.path[:0] = ["/project", "/project/benchmarks/search"]
import ours
rows = [json.loads(line) for line in queries.splitlines()]
values = ours.measure(index.to_bytes(), semantics.to_bytes(), rows, clock)
json.dumps(ours.summary({"engine": "ours in Pyodide"} | values))
`));
