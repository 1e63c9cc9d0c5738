// Follows a running measurement: fetches the same page again and swaps the live part, until it says it is done.
// Without this script the page has a link that reloads it.
"use strict";
const PAUSE_MS = 1000;
async function follow() {
  const live = document.getElementById("live");
  if (!live || live.dataset.state === "done") return;
  try {
    const answer = await fetch(window.location.href, { headers: { "X-Live": "1" } });
    if (answer.redirected) { window.location.href = answer.url; return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
    if (fresh) {
      const held = document.activeElement && live.contains(document.activeElement) ? document.activeElement.id : "";
      live.replaceWith(fresh);
      if (held) document.getElementById(held)?.focus();
      if (fresh.dataset.next) { window.location.href = fresh.dataset.next; return; }
    }
  } catch { /* the next turn tries again; the page says how old it is */ }
  window.setTimeout(follow, PAUSE_MS);
}
window.setTimeout(follow, PAUSE_MS);
