/**
 * Starts the whole standard library and the application under Node, walks a visitor's road and
 * writes the origins of all modules that were imported for it.
 *
 * node measure.mjs PYODIDE_DIRECTORY STDLIB.zip APPLICATION.zip INDEX EXERCISE.py
 */
import { readFileSync } from "node:fs";
import { startUnderNode } from "./node.mjs";

const [directory, library, application, index, exercise] = process.argv.slice(2);
const { pyodide, run } = await startUnderNode({ directory, library, application });
run(readFileSync(exercise, "utf8"));
pyodide.globals.set("index", new Uint8Array(readFileSync(index)));
run(`
from door import door
door.open(index)
walk(door.answer)
`);
const origins = run(`
import json, sys
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
json.dumps(sorted({spec.origin for spec in specs if spec and spec.origin}))
`);
process.stdout.write(origins);
