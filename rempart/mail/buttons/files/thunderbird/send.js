// One mail to the hub. It is sent as it is, and nothing but it; no cookie goes along.
"use strict";

const PATH = "/api/v1/mail/reports";
const MOST = 16 * 1024 * 1024; // bytes, as the hub says
const BEGINNING = 512 * 1024; // of a larger mail its beginning will do
const WAIT_MS = 60000;

// What a person typed, as an origin; empty for what is none. Without encryption only on this very machine.
function originOf(typed) {
  try {
    const url = new URL(String(typed).trim());
    const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    return url.protocol === "https:" || (url.protocol === "http:" && isHere) ? url.origin : "";
  } catch {
    return "";
  }
}

// {code, says}: code is sent, unset, key, many, refused or unreached; says is the hub's own sentence, if it had one.
async function send(settings, blob) {
  const origin = originOf(settings.address);
  if (!origin || !settings.key) return { code: "unset", says: "" };
  const body = blob.size > MOST ? blob.slice(0, BEGINNING) : blob;
  const headers = { Authorization: `Bearer ${settings.key}`, "Content-Type": "message/rfc822" };
  const stop = AbortSignal.timeout(WAIT_MS);
  try {
    const options = { method: "POST", body, headers, credentials: "omit", redirect: "error", signal: stop, cache: "no-store" };
    const answer = await fetch(origin + PATH, options);
    const told = await answer.json().catch(() => ({}));
    const code = answer.ok ? "sent" : { 401: "key", 429: "many" }[answer.status] || "refused";
    return { code, says: typeof told.says === "string" ? told.says.slice(0, 500) : "" };
  } catch {
    return { code: "unreached", says: "" };
  }
}
