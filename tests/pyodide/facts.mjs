/**
 * Prints what facts.py says inside the linked interpreter.
 *
 * node facts.mjs PYODIDE_DIRECTORY LIBRARY.zip APPLICATION.zip FACTS.py
 */
import { readFileSync } from "node:fs";
import { startUnderNode } from "../../build_hooks/runtime/node.mjs";
import { loadColdCode } from "../../wizard/browser/cold_code.js";

const [directory, library, application, facts] = process.argv.slice(2);
const { run } = await startUnderNode({
  directory,
  library,
  application,
  adopt: loadColdCode(() => readFileSync(`${directory}/pyodide.cold.wasm`)),
});
run(readFileSync(facts, "utf8"));
process.stdout.write(run("all_facts()"));
