/* Rows of results, made from records. Texts are only ever put in as text. */
(() => {
  "use strict";
  const search = window.trackerSearch;
  const { AT } = search;
  const SNIPPET = 180;

  const blank = document.createElement("template");
  const element = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };
  blank.content.append(
    element("li", "result",
      element("a", "", element("time"), " ", element("span", "title")),
      element("p", "result-meta", element("span"), " ", element("span", "chip")),
      element("p", "snippet")));

  /* Puts a text in, with what was searched for marked. */
  const put = (node, tongue, terms, text) => {
    let last = 0;
    for (const [from, to] of search.marks(terms, text)) {
      node.append(text.slice(last, from), element("mark", "", text.slice(from, to)));
      last = to;
    }
    node.append(text.slice(last));
    if (tongue) node.lang = tongue;
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

  /* A row; `tree` is the address of the pages, `word` says a kind in the language of the page. */
  search.row = (terms, record, tree, word) => {
    const row = blank.content.firstChild.cloneNode(true);
    const [link, meta, piece] = row.children;
    const [title, tongue] = search.titleOf(record);
    const text = snippet(terms, record, title);
    link.href = search.address(tree, record);
    link.firstChild.textContent = record[AT.when];
    put(link.lastChild, tongue, terms, title);
    meta.firstChild.className = `kind ${record[AT.kind]}`;
    meta.firstChild.textContent = word(`kind:${record[AT.kind]}`);
    meta.lastChild.textContent = record[AT.cluster];
    if (text) put(piece, record[AT.language], terms, text);
    else piece.remove();
    return row;
  };
})();
