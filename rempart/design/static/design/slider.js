// Keeps a slider and its number field the same. Without this script the number field alone is sent.
"use strict";
for (const pair of document.querySelectorAll("[data-pair]")) {
  const [slide, number] = pair.querySelectorAll("input");
  slide.addEventListener("input", () => { number.value = slide.value; });
  number.addEventListener("input", () => { slide.value = number.value; });
  slide.addEventListener("change", () => { if (pair.closest("form[data-live]")) pair.closest("form").requestSubmit(); });
}
