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
 * Give Pyodide's loader the interpreter that is compiled already.
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {(
 *   instance: WebAssembly.Instance, imports: object, module: WebAssembly.Module
 * ) => object} adopt what the loader shall see of the instance's exports
 */
export function hookInstantiation(compiled, adopt) {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const replaced = async (source, imports) => {
    // The loader also has a tiny module of its own, which imports nothing.
    if (!imports?.env) return instantiate(source, imports);
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
    const module = await compiled;
    const instance = await instantiate(module, imports);
    return { module, instance: { exports: adopt(instance, imports, module) } };
  };
  Object.assign(WebAssembly, { instantiate: replaced, instantiateStreaming: replaced });
}

/**
 * Prepare the first module to call the second.
 * @param {() => Uint8Array} load the bytes of the second one, at once: Python is in mid-call
 * @param {() => void} [onCall] told of each call of one of its functions
 */
export function loadColdCode(load, onCall = () => {}) {
  return ({ exports: { cold, ...exports } }, imports) => {
    const first = () => {
      fill(cold, imports, load);
      cold.set(0, passOn(onCall));
      onCall();
    };
    cold.set(0, passOn(first));
    return exports;
  };
}

function fill(cold, imports, load) {
  const module = new WebAssembly.Module(load());
  new WebAssembly.Instance(module, { ...answers(module, imports), cold: { cold } });
}

/** What the second module imports, by name: the loader makes up a function for any name asked. */
function answers(module, imports) {
  const found = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== "cold") (found[from] ??= {})[name] = imports[from][name];
  }
  return found;
}

function passOn(act) {
  return new WebAssembly.Instance(new WebAssembly.Module(PASS_ON), { a: { a: act } }).exports.b;
}
