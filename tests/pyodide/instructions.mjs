/**
 * Prints what a program says inside an interpreter.
 *
 * node instructions.mjs PYODIDE_DIRECTORY PROGRAM.py
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [directory, program] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${directory}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: directory });
pyodide.runPython(readFileSync(program, "utf8"));
process.stdout.write(pyodide.runPython("say()"));
