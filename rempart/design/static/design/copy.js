// Copies the line named by a button; the line can be selected by hand just as well.
"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const line = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(line.textContent.trim());
    button.textContent = button.dataset.done;
  });
}
