/* The boxes of the filters, each with how many events choosing it would show. */
(() => {
  "use strict";
  const search = window.trackerSearch;
  const ORDER = { severity: ["critical", "major", "minor", "unknown"] };

  /* Shows the facets in `area`; `word` says a value in the language of the page, `written` a number. */
  search.facets = (area, word, written) => {
    const { compare } = new Intl.Collator(document.documentElement.lang);
    const label = (facet, value) => word(`${facet}:${value}`) || value;
    const sorted = (facet, values) =>
      [...values].sort((left, right) =>
        ORDER[facet] ? ORDER[facet].indexOf(left) - ORDER[facet].indexOf(right)
          : facet === "year" ? right - left : compare(label(facet, left), label(facet, right)));

    /* Boxes are made once for each value and kept, so that one that has the focus keeps it. */
    const boxes = new Map();
    const choice = (facet, value) => {
      const key = `${facet}\n${value}`;
      if (!boxes.has(key)) {
        const row = document.createElement("label");
        const check = document.createElement("input");
        const count = document.createElement("span");
        row.className = "choice";
        count.className = "count";
        Object.assign(check, { type: "checkbox", name: facet, value });
        row.append(check, " ", label(facet, value), " ", count);
        boxes.set(key, { row, check, count });
      }
      return boxes.get(key);
    };

    return (outcome, filters) => {
      for (const facet in search.FACETS) {
        const group = area.querySelector(`[data-facet="${facet}"]`);
        const known = facet === "year" ? search.data.counts().keys() : outcome.values(facet);
        const rows = sorted(facet, new Set([...known, ...filters[facet]])).map((value) => {
          const { row, check, count } = choice(facet, value);
          const found = outcome.count(facet, value);
          const isLoaded = facet !== "year" || found || search.data.missing() === 0;
          check.checked = filters[facet].has(value);
          count.textContent = isLoaded ? written(found) : "";
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
  };
})();
