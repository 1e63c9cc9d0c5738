// The page beside an open mail. Sends that mail to the hub it was loaded from, with this person's key and no cookie.
"use strict";

const KEY = "rempart_report_key"; // in Outlook's roaming settings: this add-in's own, in this person's mailbox
const SHAPE = /^rempart_report_[A-Za-z0-9_-]{20,80}$/;
const WAIT_MS = 60000;
const at = (id) => document.getElementById(id);
let words = WORDS.en;

const say = (text) => { at("said").textContent = text; };

function show() {
  const isKept = SHAPE.test(Office.context.roamingSettings.get(KEY) || "");
  at("ready").hidden = !isKept;
  at("form").hidden = isKept;
}

async function keep(key) {
  const settings = Office.context.roamingSettings;
  if (key) settings.set(KEY, key);
  else settings.remove(KEY);
  await asked(settings.saveAsync.bind(settings));
  show();
}

// {code, says}: sent, key, many, refused or unreached; says is the hub's own sentence.
async function send(body) {
  const headers = { Authorization: `Bearer ${Office.context.roamingSettings.get(KEY)}`, "Content-Type": "message/rfc822" };
  const options = { method: "POST", body, headers, credentials: "omit", redirect: "error", cache: "no-store", signal: AbortSignal.timeout(WAIT_MS) };
  try {
    const answer = await fetch("/api/v1/mail/reports", options);
    const told = await answer.json().catch(() => ({}));
    const code = answer.ok ? "sent" : { 401: "key", 429: "many" }[answer.status] || "refused";
    return { code, says: typeof told.says === "string" ? told.says.slice(0, 500) : "" };
  } catch {
    return { code: "unreached", says: "" };
  }
}

async function report() {
  at("report").disabled = true;
  say(words.sending);
  try {
    const { code, says } = await send(await wholeMail(Office.context.mailbox.item));
    say(code === "sent" && says ? says : words[code]);
    if (code === "key") await keep("");
  } catch {
    say(words.refused);
  }
  at("report").disabled = false;
}

Office.onReady(() => {
  const language = String(Office.context.displayLanguage || "en").slice(0, 2).toLowerCase();
  words = WORDS[language] || WORDS.en;
  document.documentElement.lang = { fr: "fr", zh: "zh-Hans" }[language] || "en";
  const texts = { title: "title", about: "about", report: "report", other: "other", help: "help", "key-label": "key_label", save: "save" };
  for (const [id, name] of Object.entries(texts)) at(id).textContent = words[name];
  at("report").addEventListener("click", report);
  at("other").addEventListener("click", () => keep("").then(() => say("")));
  at("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = at("key").value.trim();
    if (!SHAPE.test(typed)) return say(words.bad_key);
    at("key").value = "";
    await keep(typed).then(() => say(words.saved), () => say(words.refused));
    return undefined;
  });
  // A pinned page stays while another mail is opened: what was said was of the one before.
  if (Office.context.mailbox.addHandlerAsync) Office.context.mailbox.addHandlerAsync("olkItemSelectedChanged", () => say(""));
  show();
});
