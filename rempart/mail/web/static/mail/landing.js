// Says that a script ran, which most machines do not do; and forgets what was typed. Nothing else leaves this page.
(() => {
  const here = location.pathname.replace(/page\/$/, "here");
  fetch(here, { method: "POST", credentials: "omit", referrerPolicy: "no-referrer", keepalive: true }).catch(() => {});
  addEventListener("pagehide", () => document.querySelectorAll("input").forEach((field) => { field.value = ""; }));
})();
