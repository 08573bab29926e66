// What ran on a day: folds the steps that every row of the state carries.
(function () {
  "use strict";
  const form = document.querySelector("form.at");
  if (!form) return;
  const rows = [...document.querySelectorAll("li[data-steps]")].map((row) => ({
    row,
    value: row.querySelector(".value"),
    since: row.querySelector(".since time"),
    now: [row.hidden, row.querySelector(".value").textContent, row.querySelector(".since time").textContent],
    steps: row.dataset.steps.split("|").map((step) => [step.slice(0, 10), step[10] === "+", step.slice(11)]),
  }));

  function show(day) {
    for (const { row, value, since, now, steps } of rows) {
      const step = steps.findLast((each) => each[0] <= day);
      const [hidden, text, from] = day ? [!step || !step[1], step ? step[2] : "", step ? step[0] : ""] : now;
      row.hidden = hidden;
      value.textContent = text;
      since.textContent = from;
      row.classList.toggle("changed", Boolean(day) && text !== now[1]);
    }
    for (const group of document.querySelectorAll(".facts-group")) {
      const count = group.querySelectorAll("li[data-steps]:not([hidden])").length;
      group.querySelector("[data-count]").textContent = count;
    }
  }

  form.hidden = false;
  const first = rows.flatMap(({ steps }) => steps.map((step) => step[0])).sort()[0];
  if (first) form.at.min = first;
  const asked = new URLSearchParams(location.search).get("at");
  if (asked) { form.at.value = asked; show(asked); }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    show(form.at.value);
    try { history.replaceState(null, "", "?at=" + form.at.value + location.hash); } catch { /* file:// may refuse */ }
  });
  form.addEventListener("reset", () => {
    setTimeout(() => show(""));
    try { history.replaceState(null, "", location.pathname + location.hash); } catch { /* file:// may refuse */ }
  });
})();
