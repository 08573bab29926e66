/* The search as one types: reads the query and the filters from the address, keeps them there, shows what they find.
   On pages without results the box is a plain form that leads to the timeline. Texts are only ever put in as text. */
(() => {
  "use strict";
  const search = window.trackerSearch;
  const { AT, FACETS } = search;
  const PAGE = 50;
  const SNIPPET = 180;

  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  box.hidden = false;
  const input = box.querySelector("input[type=search]");

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  const area = document.querySelector("[data-search]");
  if (!area) return;

  const part = (name) => area.querySelector(`[data-search-${name}]`);
  const [facetsArea, list, more, older, clear, status] =
    ["facets", "list", "more", "older", "clear", "status"].map(part);
  const everything = document.querySelectorAll("#timeline, [data-search-instead]");
  const word = (key) => area.querySelector("template").content.querySelector(`[data-word="${CSS.escape(key)}"]`)?.textContent;
  const filled = (key, values) => word(key).replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString());
  const language = document.documentElement.lang;

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

  /* ---- searching ---- */

  /* What matches the query and the filters; and how many would, for each value of each facet, if it were chosen. */
  const find = () => {
    const terms = search.parse(state.query);
    const found = [];
    const counts = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Map()]));
    const chosen = Object.entries(state.filters).filter(([, values]) => values.size);
    for (const { record, text } of search.data.records()) {
      if (!search.matches(terms, record, text)) continue;
      const failed = chosen.filter(([facet, values]) => !FACETS[facet](record).some((value) => values.has(value)));
      if (failed.length === 0) found.push(record);
      if (failed.length > 1) continue;
      for (const facet of failed.length ? [failed[0][0]] : Object.keys(FACETS)) {
        for (const value of FACETS[facet](record)) counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
      }
    }
    return { terms, found, counts };
  };

  /* ---- showing ---- */

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
    made.append(...children.filter(Boolean));
    return made;
  };

  const marked = (terms, text) => {
    const pieces = [];
    let last = 0;
    for (const [from, to] of search.marks(terms, text)) {
      pieces.push(text.slice(last, from), element("mark", {}, text.slice(from, to)));
      last = to;
    }
    return [...pieces, text.slice(last)];
  };

  /* The piece of a text beside the shown title in which the query was found. */
  const snippet = (terms, record, title) => {
    const titles = [record[AT.title], ...Object.values(record[AT.translations] || {})].filter((each) => each !== title);
    for (const text of [record[AT.changes], ...titles, record[AT.body], record[AT.other]].filter(Boolean)) {
      const [first] = search.marks(terms, text);
      if (!first) continue;
      const from = Math.max(0, first[0] - 60);
      const piece = text.slice(from, from + SNIPPET).replace(/\s+/g, " ");
      return `${from > 0 ? "…" : ""}${piece}${from + SNIPPET < text.length ? "…" : ""}`;
    }
    return record[AT.changes] || "";
  };

  const titleOf = (record) => {
    const translated = (record[AT.translations] || {})[language];
    const written = record[AT.language] || "";
    return translated && written.split("-")[0] !== language ? [translated, language] : [record[AT.title], written];
  };

  const address = (record) => `${area.dataset.tree}timeline/${record[AT.when].slice(0, 7)}.html#e-${record[AT.id]}`;

  const result = (terms, record) => {
    const [title, tongue] = titleOf(record);
    const text = snippet(terms, record, title);
    return element("li", { class: "result" },
      element("a", { href: address(record) },
        element("time", {}, record[AT.when]), " ",
        element("span", { class: "title", lang: tongue }, ...marked(terms, title))),
      element("p", { class: "result-meta" },
        element("span", { class: `kind ${record[AT.kind]}` }, word(`kind:${record[AT.kind]}`)), " ",
        element("span", { class: "chip" }, record[AT.cluster])),
      text && element("p", { class: "snippet", lang: record[AT.language] }, ...marked(terms, text)));
  };

  const showResults = ({ terms, found }) => {
    list.replaceChildren(...found.slice(0, state.shown).map((record) => result(terms, record)));
    more.hidden = found.length <= state.shown;
    const missing = search.data.missing();
    older.hidden = missing === 0;
    older.textContent = filled("older", { count: missing });
    clear.hidden = false;
    status.textContent = found.length ? filled(found.length === 1 ? "one" : "found", { count: found.length }) : word("none");
  };

  const ORDER = { severity: ["critical", "major", "minor", "unknown"] };
  const labelOf = (facet, value) => word(`${facet}:${value}`) || value;
  const sorted = (facet, values) =>
    [...values].sort((left, right) =>
      ORDER[facet] ? ORDER[facet].indexOf(left) - ORDER[facet].indexOf(right)
        : facet === "year" ? right - left : labelOf(facet, left).localeCompare(labelOf(facet, right), language));

  /* Boxes are made once for each value and kept, so that one that has the focus keeps it. */
  const boxes = new Map();
  const choice = (facet, value) => {
    const key = `${facet}\n${value}`;
    if (!boxes.has(key)) {
      const check = element("input", { type: "checkbox", name: facet, value });
      const count = element("span", { class: "count" });
      boxes.set(key, { row: element("label", { class: "choice" }, check, " ", labelOf(facet, value), " ", count), check, count });
    }
    return boxes.get(key);
  };

  const showFacets = (counts) => {
    for (const facet in FACETS) {
      const group = facetsArea.querySelector(`[data-facet="${facet}"]`);
      const known = facet === "year" ? [...search.data.counts().keys()] : [...counts[facet].keys()];
      const values = sorted(facet, new Set([...known, ...state.filters[facet]]));
      const rows = values.map((value) => {
        const { row, check, count } = choice(facet, value);
        const isLoaded = facet !== "year" || counts.year.has(value) || search.data.missing() === 0;
        check.checked = state.filters[facet].has(value);
        count.textContent = isLoaded ? (counts[facet].get(value) || 0).toLocaleString() : "";
        return row;
      });
      const holder = group.querySelector("[data-choices]");
      if (rows.length !== holder.children.length || rows.some((row, index) => row !== holder.children[index])) {
        const focused = document.activeElement;
        holder.replaceChildren(...rows);
        if (holder.contains(focused)) focused.focus();
      }
      group.hidden = rows.length === 0;
    }
  };

  const show = () => {
    const active = isActive();
    for (const each of everything) each.hidden = active;
    part("results").hidden = !active;
    if (!search.data.counts().size) return;
    const outcome = find();
    showFacets(outcome.counts);
    if (active) showResults(outcome);
    else list.replaceChildren();
  };

  /* ---- reacting ---- */

  let waiting = 0;
  const showSoon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  };

  const demand = (options = {}) =>
    search.data.need({ wanted: [...state.filters.year], ...options }, showSoon).then(show, () => {
      status.textContent = word("failed");
    });

  let writing = 0;
  const changed = () => {
    state.shown = PAGE;
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
  area.querySelector("[data-search-filters]").addEventListener("toggle", () => demand());
  more.addEventListener("click", () => {
    const next = state.shown;
    state.shown += PAGE;
    show();
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
    list.querySelector("a")?.focus();
  });

  const step = (event, link) => {
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(event, list.querySelector("a"));
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
