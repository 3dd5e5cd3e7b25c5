/**
 * Starts the whole standard library and the application under Node, walks a visitor's road, and
 * writes as JSON the origins of all modules that were imported for it, the functions of the
 * interpreter that ran and the cases of its main loop that ran often
 * (build_hooks/runtime/webassembly/profile.py marks them), and Python's own functions that were
 * entered once everything was imported.
 *
 * node measure.mjs PYODIDE_DIRECTORY STDLIB.zip APPLICATION.zip INDEX EXERCISE.py
 */
import { emptyFreeMemory } from "./free_memory.mjs";
import {
  MARK,
  QUESTION,
  functionsThatRan,
  layAside,
  makeReproducible,
  openDoor,
  settle,
  startUnderNode,
  tidyUp,
  useDoor,
  walkAgain,
  walkRoad,
} from "./node.mjs";

const CASE_MARK = "case:";
/** A case of the main loop runs often when it is one of so many that run, until a first answer. */
const OFTEN = 1000;
const [directory, library, application, index, exercise] = process.argv.slice(2);
makeReproducible();
const ran = new Set();
const marks = [];
const cases = [];
const python = await start({ _makeSnapshot: true });
collectAllTheTime(python);
walkRoad(python, { index, exercise });
fail(python);
const origins = JSON.parse(python.run(`
import json, sys
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
json.dumps(sorted({spec.origin for spec in specs if spec and spec.origin}))
`));
settle(python);
watchFunctions(python);
walkAgain(python);
useDoor(python, { index });
openDoor(python);
fail(python);
const aside = layAside(python, enteredFunctions(python));
globalThis.fetchLaidAside = () => aside;
python.run("laid_aside.bring_back()");
tidyUp(python);
emptyFreeMemory(python.pyodide._module);

// What runs while a snapshot is put back is needed as well; the watch goes on in it.
cases.length = 0;
const restored = await start({ _loadSnapshot: python.pyodide.makeMemorySnapshot() });
useDoor(restored, { index, text: QUESTION });
const often = casesOften();
fail(restored);
const entered = JSON.parse(enteredFunctions(restored));
for (const number of functionsThatRan(marks)) ran.add(number);
process.stdout.write(JSON.stringify({ origins, functions: [...ran], often, entered }));

function start(options) {
  return startUnderNode({ directory, library, application, adopt: withoutMarks, options });
}

function withoutMarks({ exports }) {
  const rest = {};
  for (const [name, value] of Object.entries(exports)) {
    if (name.startsWith(MARK)) marks.push([name, value]);
    else if (name.startsWith(CASE_MARK)) cases.push([name, value]);
    else rest[name] = value;
  }
  return rest;
}

/** The depths of those cases of the main loop that ran often in the interpreter that started last. */
function casesOften() {
  const total = cases.reduce((sum, [, mark]) => sum + mark.value, 0);
  const often = cases.filter(([, mark]) => mark.value * OFTEN >= total);
  return often.map(([name]) => Number(name.slice(CASE_MARK.length)));
}

/** From now on `sys.entered` has the names of the functions that are entered, in snapshots too. */
function watchFunctions({ run }) {
  run(`
watching = types.ModuleType("watching")
exec("""
import sys

sys.entered = set()

def enter(code, _offset):
    sys.entered.add(name_of(code))
    return sys.monitoring.DISABLE
""", vars(watching))
watching.name_of = settling.name_of
sys.entered.add(settling.name_of(watching.enter.__code__))
tool = sys.monitoring.PROFILER_ID
sys.monitoring.use_tool_id(tool, "exercise")
sys.monitoring.register_callback(tool, sys.monitoring.events.PY_START, watching.enter)
sys.monitoring.set_events(tool, sys.monitoring.events.PY_START)
`);
}

/** JSON, the list of names. */
function enteredFunctions({ run }) {
  return run("import json, sys; json.dumps(sorted(sys.entered))");
}

/**
 * When Python looks for what nobody needs any more depends on all that it did before, and elsewhere it
 * may come upon any object of this road: let it see all of them, the fleeting ones too.
 */
function collectAllTheTime({ run }) {
  run(`
import gc
gc.set_threshold(10, 1000)
`);
}

/** An exception on its way to JavaScript, and a memory that has to grow: no road without them. */
function fail({ run }) {
  try {
    run(`door.answer("no JSON", ())`);
  } catch (error) {
    if (error.name !== "PythonError") throw error;
  }
  run(`bytearray(100_000_000)`);
}
