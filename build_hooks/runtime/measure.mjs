/**
 * Starts the whole standard library and the application under Node, runs the application once and
 * writes the names of the files in the two archives that it took modules from.
 *
 * node measure.mjs PYODIDE_DIRECTORY STDLIB.zip APPLICATION.zip EXERCISE.py
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [directory, library, application, exercise] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${directory}/pyodide.mjs`).href);
const { info } = JSON.parse(readFileSync(`${directory}/pyodide-lock.json`, "utf8"));
const pyodide = await loadPyodide({
  indexURL: directory,
  stdLibURL: library,
  lockFileContents: { info, packages: {} },
  packageBaseUrl: directory,
  env: { PYTHONPATH: "/lib/application.zip", PYTHONHASHSEED: "0" },
  fsInit: async (FS) => FS.writeFile("/lib/application.zip", readFileSync(application)),
});
try {
  pyodide.runPython(readFileSync(exercise, "utf8"));
} catch (error) {
  process.stderr.write(error.message); // without the loader's own source, which Node would print
  process.exit(1);
}
const files = pyodide.runPython(`
import json, sys
json.dumps(sorted({
    module.__spec__.origin
    for module in list(sys.modules.values())
    if getattr(module, "__spec__", None) and module.__spec__.origin
}))
`);
process.stdout.write(files);
