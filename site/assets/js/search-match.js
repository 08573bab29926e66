/* What a query means and whether a record matches it. Pure functions; nothing here changes the page.
   Everything is compared in Unicode's normal form C and without letter case. */
(() => {
  "use strict";

  /* The places of a record's values; tracker/publish/search_index.py writes them in this order. */
  const AT = {
    id: 0, when: 1, kind: 2, cluster: 3, title: 4, language: 5, changes: 6, body: 7,
    components: 8, severity: 9, tags: 10, other: 11, translations: 12, minute: 13,
  };

  /* For each facet: the values that a record has in it. */
  const FACETS = {
    year: (record) => [record[AT.when].slice(0, 4)],
    cluster: (record) => [record[AT.cluster]],
    kind: (record) => [record[AT.kind]],
    component: (record) => record[AT.components] || [],
    severity: (record) => (record[AT.severity] ? [record[AT.severity]] : []),
    tag: (record) => record[AT.tags] || [],
  };

  const fold = (text) => text.normalize("NFC").toLowerCase();

  /* All words of a record in one text, in which a search looks. */
  const haystack = (record) =>
    [
      record[AT.title], ...Object.values(record[AT.translations] || {}), record[AT.changes], record[AT.body],
      (record[AT.components] || []).join("\n"), (record[AT.tags] || []).join("\n"), record[AT.other],
      record[AT.cluster], record[AT.kind], record[AT.when],
    ].filter(Boolean).join("\n").toLowerCase();

  const language = document.documentElement.lang;

  /* The title of a record in the language of the page where there is one, and the language that it is in. */
  const titleOf = (record) => {
    const translated = (record[AT.translations] || {})[language];
    const written = record[AT.language] || "";
    return translated && written.split("-")[0] !== language ? [translated, language] : [record[AT.title], written];
  };

  /* Where a record stands; `tree` leads to the pages of its language. */
  const address = (tree, record) => `${tree}timeline/${record[AT.when].slice(0, 7)}.html#e-${record[AT.id]}`;

  const VERSION = /^v?\d+(\.\d+)+/;
  const ISSUE = /^[a-z][a-z0-9]*-\d+$/;
  const isDigit = (letter) => letter >= "0" && letter <= "9";

  /* A version must not begin or end inside a longer number: 1.6 is in v1.6.1, not in 1.60 or 11.6. */
  const findNumber = (text, needle, from) => {
    for (let at = text.indexOf(needle, from); at >= 0; at = text.indexOf(needle, at + 1)) {
      const before = text[at - 1] || " ";
      const after = text[at + needle.length] || " ";
      const startsInside = isDigit(needle[0]) && (isDigit(before) || (before === "." && isDigit(text[at - 2] || " ")));
      if (!startsInside && !(isDigit(needle.at(-1)) && isDigit(after))) return at;
    }
    return -1;
  };

  const finder = (word) => {
    const isVersion = VERSION.test(word);
    const needle = isVersion ? word.replace(/^v/, "") : word;
    const isNumber = isVersion || ISSUE.test(word);
    const find = isNumber ? findNumber : (text, sought, from) => text.indexOf(sought, from);
    return { needle, isNumber, length: needle.length, find: (text, from) => find(text, needle, from) };
  };

  const FIELDS = { cluster: "cluster", kind: "kind", component: "component", severity: "severity", tag: "tag", year: "year" };

  /* One word, "phrase" or field:value, each perhaps with a minus before it. */
  const TERM = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/g;

  /* While a Korean syllable is being typed its first consonant stands alone: it is not looked for yet. */
  const LONE_CONSONANT = /[\u3131-\u318e]$/;

  /* The terms of a query. A field that nobody knows is an ordinary word, so that a pasted address is found. */
  const parse = (query) => {
    const terms = [];
    for (const [whole, minus, field, phrase, word] of fold(query).trim().matchAll(TERM)) {
      const value = (phrase ?? word ?? "").replace(LONE_CONSONANT, "");
      const isHalfTyped = value.endsWith(":") && value.slice(0, -1) in FIELDS;
      if (!value || isHalfTyped) continue;
      const negated = minus === "-" && whole.length > 1;
      if (field in FIELDS) terms.push({ negated, field: FIELDS[field], value });
      else if (field === "before" || field === "after") terms.push({ negated, field, value });
      else terms.push({ negated, ...finder(field ? `${field}:${value}` : value) });
    }
    return terms;
  };

  const holds = (term, record, text) => {
    if (term.field === "before") return record[AT.when] < term.value;
    if (term.field === "after") return record[AT.when] >= term.value;
    if (term.field) return FACETS[term.field](record).some((value) => fold(value).startsWith(term.value));
    return term.find(text, 0) >= 0;
  };

  const matches = (terms, record, text) => terms.every((term) => holds(term, record, text) !== term.negated);

  const isSame = (term, other) =>
    term.negated === other.negated && term.field === other.field && term.value === other.value && term.needle === other.needle;

  /* Whether whatever matches some terms matches the earlier ones too: each of those is still there or inside a longer one. */
  const narrows = (terms, earlier) =>
    earlier.every((old) => {
      const isWord = !old.field && !old.negated && !old.isNumber;
      return terms.some((term) =>
        isSame(term, old) || (isWord && !term.field && !term.negated && term.needle.includes(old.needle)));
    });

  /* Where the terms stand in a text, as sorted [from, to] that do not overlap. */
  const marks = (terms, text) => {
    const folded = fold(text);
    if (folded.length !== text.length) return [];
    const found = [];
    for (const term of terms) {
      if (term.field || term.negated) continue;
      for (let at = term.find(folded, 0); at >= 0; at = term.find(folded, at + term.length)) {
        found.push([at, at + term.length]);
      }
    }
    found.sort((left, right) => left[0] - right[0]);
    return found.filter(([from], index) => index === 0 || from >= found[index - 1][1]);
  };

  window.trackerSearch = { AT, FACETS, fold, haystack, titleOf, address, parse, matches, narrows, marks };
})();
