// Prints csp-evaluator's high findings, {policy, findings: [[directive, type, value]]} a line: for the policies of its own
// test files, then for {policy} lines on standard input. Usage: node headers_csp.mjs PACKAGE < lines
import Module, { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { readdirSync } from "node:fs";
import path from "node:path";

const home = process.argv[2];
const require = createRequire(path.join(home, "package.json"));
const { CspEvaluator } = require("./dist/evaluator.js");
const parser = require("./dist/parser.js");
const { Severity, Type } = require("./dist/finding.js");
const { CspParser } = parser;

function print(policy) {
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  const high = findings.filter((finding) => finding.severity === Severity.HIGH);
  console.log(JSON.stringify({ policy, findings: high.map((f) => [f.directive, Type[f.type], f.value ?? ""]) }));
}

const own = new Set();
parser.CspParser = class extends CspParser {
  constructor(text) {
    super(text);
    own.add(text);
  }
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "jasmine" ? {} : load(name, ...rest)); // not needed to read the policies
const anything = new Proxy(() => anything, { get: () => anything });
Object.assign(globalThis, { describe: (_title, body) => body(), it: (_title, body) => body(), expect: anything, jasmine: anything });
for (const folder of ["dist", "dist/checks", "dist/lighthouse"]) {
  for (const file of readdirSync(path.join(home, folder)).sort()) {
    if (file.endsWith("_test.js")) require(`./${folder}/${file}`);
  }
}
for (const policy of own) print(policy);
for await (const line of createInterface({ input: process.stdin })) print(JSON.parse(line).policy);
