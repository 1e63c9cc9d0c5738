// Frames a package in a sandbox without an origin, hears what it tells, and keeps it at the console. What comes out of the
// frame is a stranger's word: only a state is taken from it, and the server bounds that again.
"use strict";
const BEAT_MS = 60_000, PAUSE_MS = 1_500, AGAIN_MS = 5_000;

function play(player) {
  const said = document.getElementById("player-said");
  const token = player.querySelector("[name=csrfmiddlewaretoken]").value;
  const frame = document.createElement("iframe");
  let revision = Number(player.dataset.revision), waiting = null, isBusy = false, isOver = false;

  function say(what) { said.textContent = said.dataset[what] || ""; }

  function post(body, isLast) {
    return fetch(player.dataset.keep, {
      method: "POST", keepalive: isLast, redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body),
    });
  }

  async function send() {
    if (isBusy || isOver || !waiting) return;
    const told = waiting;
    waiting = null;
    isBusy = true;
    let pause = PAUSE_MS;
    try {
      const answer = await post({ revision, state: told.cmi, is_done: told.isDone === true }, false);
      if (answer.ok) {
        const kept = await answer.json();
        revision = kept.revision;
        say(kept.is_ended ? "ended" : "kept");
        if (kept.is_ended) isOver = true;
      } else if (answer.status === 409) {
        isOver = true;
        say("elsewhere");
      } else if (answer.status === 413 || answer.status === 422) {
        say("much");
      } else {
        isOver = true;
        say("shut");
      }
    } catch {
      waiting = waiting || told; // not reached: nothing is lost while this page stays open
      pause = AGAIN_MS;
      say("again");
    }
    isBusy = false;
    if (waiting) window.setTimeout(send, waiting.isDone && pause === PAUSE_MS ? 0 : pause);
  }

  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== "null") return;
    const told = event.data;
    if (!told || told.rempart !== "scorm" || !told.cmi || typeof told.cmi !== "object") return;
    waiting = { cmi: told.cmi, isDone: told.isDone === true || (waiting !== null && waiting.isDone) };
    send();
  });
  window.addEventListener("pagehide", () => {
    if (waiting && !isOver) post({ revision, state: waiting.cmi, is_done: waiting.isDone }, true).catch(() => {});
  });
  window.setInterval(() => {
    if (document.visibilityState === "visible" && !isOver && !isBusy) post({ revision, state: null }, false).catch(() => {});
  }, BEAT_MS);

  // Going back: what waits is kept, and the console asked whether that was all.
  const back = document.getElementById("player-back");
  back.addEventListener("click", async (event) => {
    if (isOver) return;
    event.preventDefault();
    const told = waiting;
    waiting = null;
    isOver = true;
    const state = told ? told.cmi : null;
    await Promise.race([
      post({ revision, state, is_done: true }, true).catch(() => {}),
      new Promise((resolve) => window.setTimeout(resolve, 3_000)),
    ]);
    window.location.href = back.href;
  });

  frame.setAttribute("sandbox", "allow-scripts allow-forms");
  frame.setAttribute("referrerpolicy", "no-referrer");
  frame.title = player.dataset.title;
  frame.name = JSON.stringify({ ...JSON.parse(player.dataset.state), hub: window.location.origin });
  frame.src = player.dataset.src;
  player.append(frame);
  const wide = document.getElementById("player-wide");
  if (wide && player.requestFullscreen) {
    wide.hidden = false;
    wide.addEventListener("click", () => player.requestFullscreen());
  }
}

const player = document.getElementById("player");
if (player) play(player);
