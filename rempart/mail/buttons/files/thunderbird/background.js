// The button beside an open mail: its source goes to the hub, and what the hub says is shown.
"use strict";

async function shownMails(tab) {
  const found = await messenger.messageDisplay.getDisplayedMessages(tab.id);
  return Array.isArray(found) ? found : found.messages; // a list of its own since Thunderbird 121
}

async function say(text) {
  await messenger.notifications.create({ type: "basic", iconUrl: "report.svg", title: messenger.i18n.getMessage("name"), message: text });
}

async function report(tab) {
  const settings = await messenger.storage.local.get({ address: "", key: "" });
  for (const mail of await shownMails(tab)) {
    const source = await messenger.messages.getRaw(mail.id, { data_format: "File" });
    const { code, says } = await send(settings, source);
    await say(code === "sent" && says ? says : messenger.i18n.getMessage(code));
    if (code === "unset" || code === "key") return messenger.runtime.openOptionsPage();
  }
}

messenger.messageDisplayAction.onClicked.addListener(report);
