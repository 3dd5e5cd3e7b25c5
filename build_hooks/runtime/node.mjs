/** Pyodide under Node, over archives that are being built. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * @param {{directory: string, library: string, application: string, options?: object}} where
 * @returns {Promise<{pyodide: object, run: (source: string) => unknown}>}
 */
export async function startUnderNode({ directory, library, application, options = {} }) {
  const { loadPyodide } = await import(pathToFileURL(`${directory}/pyodide.mjs`).href);
  const { info } = JSON.parse(readFileSync(`${directory}/pyodide-lock.json`, "utf8"));
  const pyodide = await loadPyodide({
    indexURL: directory,
    stdLibURL: library,
    lockFileContents: { info, packages: {} },
    packageBaseUrl: directory,
    env: { PYTHONPATH: "/lib/application.zip", PYTHONHASHSEED: "0" },
    fsInit: async (FS) => FS.writeFile("/lib/application.zip", readFileSync(application)),
    ...options,
  });
  return { pyodide, run: (source) => pyodide.runPython(source) };
}

// Left alone, Node prints the line of the loader's source that threw: a megabyte of it.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
