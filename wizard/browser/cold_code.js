/**
 * The interpreter comes in modules: functions that run until the first answer, those that a visit
 * runs later, and all others. The first module has a table for each of the other two, "later" and
 * "cold", and calls through its slot 0 before it calls one of their functions; here that slot loads
 * the module, which fills the table. Runs in the worker and in Node.
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

/** The functions that lie apart from the first module, by the name of their table. */
export class ApartCode {
  /**
   * @param {Object<string, () => Uint8Array>} loads the bytes of each module, at once: Python is in
   *   mid-call
   * @param {(name: string) => void} [onCall] told of each call of a function that lies apart
   */
  constructor(loads, onCall = () => {}) {
    this.loads = loads;
    this.onCall = onCall;
    this.tables = new Map();
  }

  /** Prepare the first module to call the others; what the loader shall see of its exports. */
  adopt({ exports }, imports) {
    this.imports = imports;
    const rest = { ...exports };
    for (const [name, load] of Object.entries(this.loads)) {
      const table = rest[name];
      delete rest[name];
      if (!table) continue; // an interpreter without such a module
      this.tables.set(name, table);
      const loadNow = () => {
        this.fill(name, new WebAssembly.Module(load()));
        this.onCall(name);
      };
      table.set(0, passOn(loadNow));
    }
    return rest;
  }

  /** Whether such a module is still to come. */
  isMissing(name) {
    return this.tables.has(name);
  }

  /** Take a module, unless it was loaded meanwhile. */
  fill(name, module) {
    if (!this.isMissing(name)) return;
    const table = this.tables.get(name);
    this.tables.delete(name);
    const imports = answers(module, this.imports, name);
    new WebAssembly.Instance(module, { ...imports, [name]: { [name]: table } });
    table.set(0, passOn(() => this.onCall(name)));
  }
}

/** What a module imports, by name: the loader makes up a function for any name asked. */
function answers(module, imports, own) {
  const found = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== own) (found[from] ??= {})[name] = imports[from][name];
  }
  return found;
}

function passOn(act) {
  return new WebAssembly.Instance(new WebAssembly.Module(PASS_ON), { a: { a: act } }).exports.b;
}
