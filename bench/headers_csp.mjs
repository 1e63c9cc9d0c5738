// Prints csp-evaluator's high findings for policies on standard input: {policy} in, {policy, findings: [[directive, type, value]]} out.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";

const require = createRequire(path.join(process.argv[2], "package.json"));
const { CspEvaluator } = require("./dist/evaluator.js");
const { CspParser } = require("./dist/parser.js");
const { Severity, Type } = require("./dist/finding.js");

for await (const line of createInterface({ input: process.stdin })) {
  const { policy } = JSON.parse(line);
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  const high = findings.filter((finding) => finding.severity === Severity.HIGH);
  console.log(JSON.stringify({ policy, findings: high.map((f) => [f.directive, Type[f.type], f.value ?? ""]) }));
}
