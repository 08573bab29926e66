/* The search box of every page: a plain form that leads to the timeline, and the key that goes there. */
(() => {
  "use strict";
  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  const input = box.querySelector("input[type=search]");
  box.hidden = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
