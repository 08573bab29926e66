/* Finds records: which match the query and the filters, and how many would for each value of each facet. The text of a
   record is folded once, and its values in the facets are numbers, so that counting them is adding up in an array. */
(() => {
  "use strict";
  const search = window.trackerSearch;
  const { FACETS } = search;

  const numbers = Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Map()]));
  const facetOf = [];
  const number = (facet, value) => {
    if (!numbers[facet].has(value)) {
      numbers[facet].set(value, facetOf.length);
      facetOf.push(facet);
    }
    return numbers[facet].get(value);
  };

  /* A record as the search keeps it. */
  search.entry = (record) => {
    const values = [];
    for (const facet in FACETS) for (const value of FACETS[facet](record)) values.push(number(facet, value));
    return { record, text: search.haystack(record), values };
  };

  /* The entries of a year that match. Who types on makes the query narrower: then only what matched before is looked at. */
  const matching = (year, terms) => {
    if (!terms.length) return year.entries;
    const { last } = year;
    const among = last && search.narrows(terms, last.terms) ? last.entries : year.entries;
    const entries = among.filter(({ record, text }) => search.matches(terms, record, text));
    year.last = { terms, entries };
    return entries;
  };

  /* What is found, newest first; and the counts: of a value, how many would be found if it were chosen as well. */
  search.find = (query, filters) => {
    const terms = search.parse(query);
    const chosen = Object.entries(filters).filter(([, values]) => values.size)
      .map(([facet, values]) => ({ facet, numbers: new Set([...values].map((value) => number(facet, value))) }));
    const counts = new Uint32Array(facetOf.length);
    const found = [];
    for (const year of search.data.loaded()) {
      for (const entry of matching(year, terms)) {
        const failed = chosen.filter((choice) => !entry.values.some((value) => choice.numbers.has(value)));
        if (failed.length === 0) {
          found.push(entry.record);
          for (const value of entry.values) counts[value] += 1;
        } else if (failed.length === 1) {
          for (const value of entry.values) if (facetOf[value] === failed[0].facet) counts[value] += 1;
        }
      }
    }
    return {
      terms,
      found,
      count: (facet, value) => counts[numbers[facet].get(value)] || 0,
      values: (facet) => [...numbers[facet]].filter(([, value]) => counts[value]).map(([name]) => name),
    };
  };
})();
