// Address and key, kept in this profile of Thunderbird alone.
"use strict";

const field = (id) => document.getElementById(id);
const text = (name) => messenger.i18n.getMessage(name);
for (const [id, name] of [["help", "help"], ["address-label", "address"], ["key-label", "key_label"], ["save", "save"]]) field(id).textContent = text(name);

messenger.storage.local.get({ address: "", key: "" }).then((held) => {
  field("address").value = held.address;
  field("key").value = held.key;
});

field("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const origin = originOf(field("address").value);
  if (!origin) {
    field("said").textContent = text("bad_address");
    return;
  }
  // Thunderbird asks the person; without it nothing could be sent there. A pattern that names a port fits no address there.
  const { protocol, hostname } = new URL(origin);
  const isAllowed = await messenger.permissions.request({ origins: [`${protocol}//${hostname}/*`] });
  if (isAllowed) await messenger.storage.local.set({ address: origin, key: field("key").value.trim() });
  field("said").textContent = text(isAllowed ? "saved" : "not_allowed");
});
