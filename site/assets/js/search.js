/* The search as one types: reads the query and the filters from the address, keeps them there, shows what they find. */
(() => {
  "use strict";
  const search = window.trackerSearch;
  const { FACETS } = search;
  const PAGE = 50;
  const FIRST = 12; /* Rows that are drawn at once; those below follow when these are to be seen. */

  const box = document.querySelector("[data-search-box]");
  const area = document.querySelector("[data-search]");
  if (!box || !area) return;
  const input = box.querySelector("input[type=search]");

  const part = (name) => area.querySelector(`[data-search-${name}]`);
  const [filters, facetsArea, list, more, older, clear, status] =
    ["filters", "facets", "list", "more", "older", "clear", "status"].map(part);
  const everything = document.querySelectorAll("#timeline, [data-search-instead]");
  const words = new Map([...area.querySelector("template").content.querySelectorAll("[data-word]")]
    .map((each) => [each.dataset.word, each.textContent]));
  const word = (key) => words.get(key);
  const written = new Intl.NumberFormat().format;
  const filled = (key, count) => word(key).replace("{count}", written(count));
  const showFacets = search.facets(facetsArea, word, written);

  /* ---- what is asked for, and its place in the address ---- */

  const state = { query: "", filters: Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set()])), shown: PAGE };
  const isActive = () => state.query.trim() !== "" || Object.values(state.filters).some((values) => values.size);

  const readAddress = () => {
    const asked = new URLSearchParams(location.search);
    state.query = asked.get("q") || "";
    for (const facet in FACETS) state.filters[facet] = new Set(asked.getAll(facet));
    input.value = state.query;
  };

  const writeAddress = () => {
    const asked = new URLSearchParams();
    if (state.query.trim()) asked.set("q", state.query.trim());
    for (const facet in FACETS) for (const value of state.filters[facet]) asked.append(facet, value);
    const text = asked.toString();
    history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${text ? "" : location.hash}`);
    /* The same search in the other language. */
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = text;
  };

  /* ---- showing ---- */

  let outcome = { terms: [], found: [] };
  let coming = 0;
  const append = (until) => {
    const rows = outcome.found.slice(list.children.length, until);
    list.append(...rows.map((record) => search.row(outcome.terms, record, area.dataset.tree, word)));
    const isShort = list.children.length < Math.min(state.shown, outcome.found.length);
    list.setAttribute("aria-busy", isShort || search.data.isWaiting());
  };

  const showResults = () => {
    const { found } = outcome;
    list.replaceChildren();
    append(FIRST);
    coming = setTimeout(append, 50, state.shown);
    more.hidden = found.length <= state.shown;
    const missing = search.data.missing();
    older.hidden = missing === 0;
    older.textContent = filled("older", missing);
    clear.hidden = false;
    const isWaiting = search.data.isWaiting();
    const nothing = word(isWaiting ? "waiting" : "none");
    status.textContent = found.length ? filled(found.length === 1 ? "one" : "found", found.length) : nothing;
  };

  const chosen = () => Object.entries(state.filters)
    .flatMap(([facet, values]) => [...values].map((value) => word(`${facet}:${value}`) || value));

  let waiting = 0;
  const show = () => {
    waiting = 0;
    const active = isActive();
    part("chosen").textContent = chosen().join(", ");
    clearTimeout(coming);
    for (const each of everything) each.hidden = active;
    part("results").hidden = !active;
    if (!search.data.isKnown()) return;
    if (search.data.counts().size) outcome = search.find(state.query, state.filters);
    if (filters.open && outcome.count) showFacets(outcome, state.filters);
    if (active) showResults();
    else {
      list.replaceChildren();
      list.setAttribute("aria-busy", false);
      clear.hidden = true;
      status.textContent = "";
    }
  };

  /* ---- reacting ---- */

  const showSoon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  };
  /* Before a row gets the focus: it would lose it to what is about to be shown. */
  const showNow = () => {
    if (!waiting) return;
    cancelAnimationFrame(waiting);
    show();
  };

  const demand = (options = {}) =>
    search.data.need({ wanted: [...state.filters.year], ...options }, showSoon).catch(() => {
      list.removeAttribute("aria-busy");
      status.textContent = word("failed");
    });

  let writing = 0;
  const changed = () => {
    state.shown = PAGE;
    /* Until what is shown is what is asked for. */
    list.setAttribute("aria-busy", true);
    clearTimeout(writing);
    writing = setTimeout(writeAddress, 150);
    showSoon();
    if (isActive()) demand();
  };

  input.addEventListener("focus", () => demand());
  input.addEventListener("input", () => {
    state.query = input.value;
    changed();
  });
  facetsArea.addEventListener("change", (event) => {
    const { name, value, checked } = event.target;
    if (checked) state.filters[name].add(value);
    else state.filters[name].delete(value);
    changed();
  });
  filters.addEventListener("toggle", () => {
    demand();
    showSoon();
  });
  more.addEventListener("click", () => {
    const next = state.shown;
    state.shown += PAGE;
    clearTimeout(coming);
    append(state.shown);
    more.hidden = outcome.found.length <= state.shown;
    list.children[next]?.querySelector("a").focus();
  });
  older.addEventListener("click", () => demand({ everything: true }));

  const reset = () => {
    state.query = input.value = "";
    for (const values of Object.values(state.filters)) values.clear();
    changed();
  };
  clear.addEventListener("click", () => {
    reset();
    input.focus();
  });

  box.addEventListener("submit", (event) => {
    event.preventDefault();
    showNow();
    list.querySelector("a")?.focus();
  });

  const step = (event, link) => {
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") {
      showNow();
      step(event, list.querySelector("a"));
    }
    if (event.key === "Escape") {
      event.preventDefault();
      if (isActive()) reset();
      else input.blur();
    }
  });
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (event.key === "ArrowDown") step(event, item?.nextElementSibling?.querySelector("a"));
    if (event.key === "ArrowUp") step(event, item?.previousElementSibling?.querySelector("a") || input);
    if (event.key === "Escape") step(event, input);
  });
  addEventListener("popstate", () => {
    readAddress();
    if (isActive()) demand();
    show();
  });

  area.hidden = false;
  readAddress();
  if (isActive()) {
    show();
    writeAddress();
    demand();
  }
})();
