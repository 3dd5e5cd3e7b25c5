/**
 * Starts the whole standard library and the application under Node, walks a visitor's road, and
 * writes as JSON the origins of all modules that were imported for it, the functions of the
 * interpreter that ran (build_hooks/runtime/webassembly/profile.py marks them), and Python's own
 * functions that were entered once everything was imported.
 *
 * node measure.mjs PYODIDE_DIRECTORY STDLIB.zip APPLICATION.zip INDEX EXERCISE.py
 */
import { emptyFreeMemory } from "./free_memory.mjs";
import {
  layAside,
  makeReproducible,
  settle,
  startUnderNode,
  tidyUp,
  useDoor,
  walkAgain,
  walkRoad,
} from "./node.mjs";

const MARK = "ran:";
const [directory, library, application, index, exercise] = process.argv.slice(2);
makeReproducible();
const marks = new Map();
const python = await startUnderNode({
  directory,
  library,
  application,
  adopt: withoutMarks,
  options: { _makeSnapshot: true },
});
const { pyodide, run } = python;
walkRoad(python, { index, exercise });
fail();
const origins = JSON.parse(run(`
import json, sys
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
json.dumps(sorted({spec.origin for spec in specs if spec and spec.origin}))
`));
settle(python);
watchFunctions();
walkAgain(python);
useDoor(python, { index });
fail();
const entered = enteredFunctions();
const aside = layAside(python, JSON.stringify(entered));
globalThis.fetchLaidAside = () => aside;
run("laid_aside.revive(0)");
tidyUp(python);
emptyFreeMemory(pyodide._module);
pyodide.makeMemorySnapshot();
const functions = [...marks].filter(([, mark]) => mark.value).map(([index]) => index);
process.stdout.write(JSON.stringify({ origins, functions, entered }));

function withoutMarks({ exports }) {
  const rest = {};
  for (const [name, value] of Object.entries(exports)) {
    if (name.startsWith(MARK)) marks.set(Number(name.slice(MARK.length)), value);
    else rest[name] = value;
  }
  return rest;
}

function watchFunctions() {
  run(`
import sys
entered = set()
tool = sys.monitoring.PROFILER_ID
def enter(code, _offset):
    entered.add(settling.name_of(code))
    return sys.monitoring.DISABLE
sys.monitoring.use_tool_id(tool, "exercise")
sys.monitoring.register_callback(tool, sys.monitoring.events.PY_START, enter)
sys.monitoring.set_events(tool, sys.monitoring.events.PY_START)
`);
}

function enteredFunctions() {
  return JSON.parse(run(`
sys.monitoring.set_events(tool, 0)
sys.monitoring.free_tool_id(tool)
json.dumps(sorted(entered))
`));
}

/** An exception on its way to JavaScript, and a memory that has to grow: no road without them. */
function fail() {
  try {
    run(`door.answer("no JSON", ())`);
  } catch (error) {
    if (error.name !== "PythonError") throw error;
  }
  run(`bytearray(100_000_000)`);
}
