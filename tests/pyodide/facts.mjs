/**
 * Prints what facts.py says inside the linked interpreter.
 *
 * node facts.mjs PYODIDE_DIRECTORY LIBRARY.zip APPLICATION.zip FACTS.py
 */
import { readFileSync } from "node:fs";
import { startUnderNode } from "../../build_hooks/runtime/node.mjs";
import { ApartCode } from "../../wizard/browser/cold_code.js";

const [directory, library, application, facts] = process.argv.slice(2);
const code = new ApartCode({ cold: () => readFileSync(`${directory}/pyodide.cold.wasm`) });
const { run } = await startUnderNode({
  directory,
  library,
  application,
  adopt: (instance, imports) => code.adopt(instance, imports),
});
run(readFileSync(facts, "utf8"));
process.stdout.write(run("all_facts()"));
