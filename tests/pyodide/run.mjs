/**
 * Runs pytest inside Pyodide under Node, over the application as the site's bundle carries it.
 *
 * node run.mjs PYODIDE_DIRECTORY STDLIB.zip APPLICATION.zip PACKAGES PROJECT MODULES.json REPORT.json
 *
 * STDLIB is whole, because pytest needs more of it than the wizard; MODULES names the files of the
 * trimmed one, and REPORT tells what the application imported beyond them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ENVIRONMENT, addApplication } from "../../wizard/browser/python.js";

const [directory, library, application, packages, project, modules, report, ...tests] =
  process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${directory}/pyodide.mjs`).href);
const { info } = JSON.parse(readFileSync(`${directory}/pyodide-lock.json`, "utf8"));
const pyodide = await loadPyodide({
  indexURL: directory,
  stdLibURL: library,
  lockFileContents: { info, packages: {} },
  packageBaseUrl: directory,
  env: ENVIRONMENT,
});
addApplication(pyodide, readFileSync(application));
pyodide.mountNodeFS("/packages", packages);
pyodide.mountNodeFS("/project", project);
pyodide.FS.writeFile("/tmp/modules.json", readFileSync(modules));
pyodide.runPython(readFileSync(new URL("watch.py", import.meta.url), "utf8"));
pyodide.globals.set("tests", pyodide.toPy(tests));
const code = pyodide.runPython(`
import os, sys
sys.path += ["/packages", "/project"]
os.chdir("/project")
watch()
import pytest
options = ["-q", "-p", "no:cacheprovider", "--tb=short", "-o", "addopts=", "-W", "ignore"]
int(pytest.main([*options, *tests]))
`);
writeFileSync(report, pyodide.runPython("import json; json.dumps(sorted(FOUND))"));
process.exitCode = code;
