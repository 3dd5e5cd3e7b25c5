/**
 * The interpreter comes in two modules: functions that a visit runs, and all others. The first
 * module calls through slot 0 of its table "cold" before it calls one of the others; here that slot
 * loads the second module, which fills the table. Runs in the worker and in Node.
 */

/** A module that imports a function and exports it: only such functions may stand in a table. */
// prettier-ignore
const PASS_ON = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0,
  1, 4, 1, 96, 0, 0, // type: () -> ()
  2, 7, 1, 1, 97, 1, 97, 0, 0, // import "a" "a"
  7, 5, 1, 1, 98, 0, 0, // export "b"
]);

/**
 * While Pyodide's loader runs, give it the interpreter that is compiled already.
 * @param {Promise<WebAssembly.Module>} compiled the first module
 * @param {() => Uint8Array} load the bytes of the second one, at once: Python is in mid-call
 * @returns {() => void} undoes it
 */
export function hookInstantiation(compiled, load) {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const restore = () => Object.assign(WebAssembly, { instantiate, instantiateStreaming });
  const replaced = async (_source, imports) => {
    restore();
    const module = await compiled;
    const instance = await instantiate(module, imports);
    const { cold, ...exports } = instance.exports;
    if (cold) cold.set(0, passOn(() => loadOnce(cold, imports, load)));
    return { module, instance: { exports } };
  };
  Object.assign(WebAssembly, { instantiate: replaced, instantiateStreaming: replaced });
  return restore;
}

function loadOnce(cold, imports, load) {
  cold.set(0, passOn(() => {}));
  const module = new WebAssembly.Module(load());
  new WebAssembly.Instance(module, { ...imported(module, imports), cold: { cold } });
}

/** The host's answers by name: its objects make up functions for names that were never asked for. */
function imported(module, imports) {
  const found = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== "cold") (found[from] ??= {})[name] = imports[from][name];
  }
  return found;
}

function passOn(act) {
  return new WebAssembly.Instance(new WebAssembly.Module(PASS_ON), { a: { a: act } }).exports.b;
}
