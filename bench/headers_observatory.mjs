// Runs the Observatory's own test files (or exchanges from standard input) and prints what it judges, a line each:
// {id, check, pass, exchange} for its own cases, {id, checks: {check: pass}} for exchanges.
// Usage: node headers_observatory.mjs PACKAGE own | PACKAGE exchanges < lines
import { createRequire, register } from "node:module";
import { readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [home, mode] = process.argv.slice(2);
process.env.CONFIG_FILE ??= "conf/config-test.json";
process.chdir(home);
const inside = (file) => pathToFileURL(path.join(home, file)).href;

const CHECKS = {
  contentSecurityPolicyTest: "csp",
  cookiesTest: "cookies",
  crossOriginResourceSharingTest: "cors",
  crossOriginResourcePolicyTest: "corp",
  xFrameOptionsTest: "frames",
  strictTransportSecurityTest: "hsts",
  xContentTypeOptionsTest: "nosniff",
  redirectionTest: "redirection",
  referrerPolicyTest: "referrer",
  subresourceIntegrityTest: "sri",
};
const FILES = {
  csp: "csp", cookies: "cookies", cors: "cors", corp: "cross-origin-resource-policy", frames: "x-frame-options",
  hsts: "strict-transport-security", nosniff: "x-content-type-options", redirection: "redirection",
  referrer: "referrer-policy", sri: "subresource-integrity",
};

function plain(...responses) {
  const headers = {};
  for (const response of responses) {
    for (const [name, value] of Object.entries(response?.headers ?? {})) {
      if (typeof value === "string" || Array.isArray(value)) headers[name.toLowerCase()] = value;
    }
  }
  return headers;
}

function asExchange(requests) {
  const { auto, cors, http, https, httpRedirects } = requests.responses;
  const body = requests.resources.path ?? "";
  const answer = (own) =>
    own && { status: own.status, verified: own.verified, body, headers: plain(cors, auto, own) };
  return {
    host: requests.hostname,
    http: http ? answer(http) : null,
    https: https ? answer(https) : null,
    redirects: httpRedirects.map((hop) => ({ url: hop.url.href, status: hop.status })),
  };
}

async function own() {
  const before = [];
  const jobs = [];
  let file = "";
  let count = 0;
  globalThis.note = (name, requests, run) => {
    const exchange = asExchange(requests);
    const output = run();
    const id = `${file}#${++count}`;
    console.log(JSON.stringify({ id, check: CHECKS[name], pass: !!output.pass, code: output.result, exchange }));
    return output;
  };
  globalThis.describe = (_title, body) => body.call({ timeout() {} });
  globalThis.beforeEach = (work) => before.push(work);
  globalThis.it = (_title, work) => jobs.push({ work, before: [...before], file });
  register("./headers_hooks.mjs", import.meta.url);
  const wanted = new Set(Object.values(FILES).map((name) => `${name}.test.js`));
  for (const name of readdirSync(path.join(home, "test")).sort()) {
    if (!wanted.has(name)) continue;
    before.length = 0;
    file = name;
    await import(inside(`test/${name}`));
  }
  for (const job of jobs) {
    file = job.file;
    for (const work of job.before) await work();
    await job.work.call({ timeout() {} });
  }
}

async function exchanges() {
  const { Requests } = await import(inside("src/types.js"));
  const { AxiosHeaders } = createRequire(path.join(home, "package.json"))("axios");
  const { Session } = await import(inside("src/retriever/session.js"));
  const { parseHttpEquivHeaders } = await import(inside("src/retriever/utils.js"));
  const tests = {};
  for (const [check, file] of Object.entries(FILES)) {
    const module = await import(inside(`src/analyzer/tests/${file}.js`));
    tests[check] = Object.entries(module).find(([name]) => CHECKS[name] === check)[1];
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, host, http, https, redirects } = JSON.parse(line);
    const requests = new Requests(host ?? new URL(redirects[0]?.url ?? redirects[0] ?? "http://site.example").hostname);
    const response = (told) =>
      told && {
        ...told,
        headers: new AxiosHeaders(plain(told)),
        request: { headers: plain({ headers: told.request_headers }) },
      };
    requests.responses.http = response(http);
    requests.responses.https = response(https);
    requests.responses.auto = response(https ?? http);
    requests.responses.cors = response(https ?? http);
    requests.responses.httpRedirects = redirects.map((hop) => ({ url: new URL(hop.url ?? hop), status: hop.status ?? 0 }));
    requests.resources.path = (https ?? http)?.body ?? "";
    requests.session = new Session(new URL(`${https ? "https" : "http"}://${requests.hostname}/`));
    const auto = requests.responses.auto;
    if (auto) {
      const isPage = /^(text\/html|application\/xhtml\+xml)$/.test((auto.headers["content-type"] ?? "").split(";")[0]);
      auto.httpEquiv = isPage ? parseHttpEquivHeaders(auto.body ?? "", requests.session.url.href) : new Map();
      for (const cookie of [auto.headers["set-cookie"] ?? []].flat()) {
        try {
          requests.session.jar.setCookieSync(cookie, requests.session.url.href, { http: true });
        } catch {
          // a browser would not keep it either
        }
      }
    }
    const checks = {};
    for (const [check, test] of Object.entries(tests)) checks[check] = !!test(requests).pass;
    console.log(JSON.stringify({ id, checks }));
  }
}

await (mode === "own" ? own() : exchanges());
process.exit(0);
