// Module hooks: when one of the Observatory's test files asks for an analyser, it gets one that notes each call.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const asked = /\/src\/analyzer\/tests\/[^/]+\.js$/.test(found.url);
  if (!asked || !context.parentURL?.endsWith(".test.js")) return found;
  return { ...found, url: found.url + "?noted", shortCircuit: true };
}

export async function load(url, context, next) {
  if (!url.endsWith("?noted")) return next(url, context);
  const real = url.slice(0, -"?noted".length);
  const text = await readFile(fileURLToPath(real), "utf8");
  const names = [...text.matchAll(/export function (\w+Test)\b/g)].map((match) => match[1]);
  const lines = names.map(
    (name) =>
      `export const ${name} = (requests, ...rest) => globalThis.note("${name}", requests, () => real.${name}(requests, ...rest));`
  );
  return {
    format: "module",
    shortCircuit: true,
    source: [`import * as real from ${JSON.stringify(real)};`, ...lines].join("\n"),
  };
}
