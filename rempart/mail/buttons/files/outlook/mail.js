// The open mail as bytes: whole where Outlook gives it (Mailbox 1.14), else its head and text, else what Outlook knows of it.
"use strict";

const MOST = 16 * 1024 * 1024; // bytes, as the hub says
const BEGINNING = 512 * 1024; // of a larger mail its beginning will do

const has = (version) => Office.context.requirements.isSetSupported("Mailbox", version);

// One of Outlook's calls that answer later.
const asked = (call, ...given) => new Promise((done, failed) => {
  call(...given, (answer) => (answer.status === "succeeded" ? done(answer.value) : failed(new Error("outlook"))));
});

const unbased = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
function based(text) {
  const bytes = new TextEncoder().encode(text);
  let found = "";
  for (let at = 0; at < bytes.length; at += 8190) found += String.fromCharCode(...bytes.subarray(at, at + 8190));
  return btoa(found);
}

// A field of the head: no line of its own can be in it.
const field = (name, value) => `${name}: ${/^[ -~]*$/.test(value) ? value : `=?utf-8?B?${based(value)}?=`}\r\n`;
const flat = (value) => String(value ?? "").replace(/[\r\n\0]+/g, " ").slice(0, 500);

function known(item) {
  const from = item.from || {};
  const address = flat(from.emailAddress).replace(/[<>\s]/g, "");
  const date = item.dateTimeCreated ? new Date(item.dateTimeCreated).toUTCString() : "";
  return field("Subject", flat(item.subject)) + `From: <${address}>\r\n` + field("Message-ID", flat(item.internetMessageId)) + field("Date", date);
}

// The head as it came, without what says how a body was packed that is packed anew here.
function unpacked(head) {
  const fields = head.replace(/\r?\n(?=[ \t])/g, "\r\n").split(/\r?\n(?![ \t])/);
  return fields.filter((one) => /^[!-9;-~]+:/.test(one) && !/^(?:content-|mime-version:)/i.test(one)).join("\r\n") + "\r\n";
}

async function wholeMail(item) {
  if (has("1.14")) {
    const found = unbased(await asked(item.getAsFileAsync.bind(item)));
    return found.length > MOST ? found.subarray(0, BEGINNING) : found;
  }
  const head = has("1.8") ? unpacked(await asked(item.getAllInternetHeadersAsync.bind(item))) : known(item);
  const body = based(await asked(item.body.getAsync.bind(item.body), "html")).replace(/.{76}/g, "$&\r\n");
  const how = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n";
  return new TextEncoder().encode(`${head}${how}\r\n${body}\r\n`).subarray(0, MOST);
}
