/* Loads the records when a search needs them: scripts, because a page that was opened from a folder may not fetch.
   search/index.js names the years; each year's script hands its records to trackerSearch.add. */
(() => {
  "use strict";
  const search = window.trackerSearch;

  const years = new Map();
  let whole = 0;

  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.root + address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });

  search.index = (settings) => {
    whole = settings.whole;
    for (const [year, count, address] of settings.years) {
      years.set(String(year), { year: String(year), count, address, entries: null, last: null, loading: null });
    }
  };

  search.add = (year, records) => {
    years.get(String(year)).entries = records.map(search.entry);
  };

  let indexLoading = null;
  const loadIndex = () => (indexLoading ??= load("search/index.js"));
  const loadYear = (shelf) =>
    (shelf.loading ??= load(shelf.address).catch((error) => {
      shelf.loading = null;
      throw error;
    }));

  /* The newest years that hold as many events as one search may load. */
  const usual = () => {
    let total = 0;
    return [...years.values()].filter((shelf, index) => {
      total += shelf.count;
      return index === 0 || total <= whole;
    });
  };

  search.data = {
    /* Load these years (none given: the newest); `arrived` is called when more can be told. */
    async need({ wanted = [], everything = false }, arrived) {
      if (!years.size) await loadIndex().then(arrived);
      const chosen = wanted.map((year) => years.get(year)).filter(Boolean);
      const shelves = everything ? [...years.values()] : wanted.length ? chosen : usual();
      await Promise.all(shelves.filter((shelf) => !shelf.entries).map((shelf) => loadYear(shelf).then(arrived)));
    },

    /* The years that are loaded, newest first. */
    loaded: () => [...years.values()].filter((shelf) => shelf.entries),

    /* The entries of these years, a list for each that has events; null while one of them is not loaded. */
    entries(wanted) {
      const chosen = wanted.map((year) => years.get(year)).filter(Boolean);
      return years.size && chosen.every((shelf) => shelf.entries) ? chosen.map((shelf) => shelf.entries) : null;
    },

    /* Whether it is known which years there are: none, where nothing is recorded. */
    isKnown: () => whole > 0,

    /* Whether more will come that was asked for. */
    isWaiting: () => [...years.values()].some((shelf) => shelf.loading && !shelf.entries),

    /* How many events there are by year, loaded or not. */
    counts: () => new Map([...years.values()].map((shelf) => [shelf.year, shelf.count])),

    /* How many events no search has looked at yet. */
    missing: () => [...years.values()].reduce((sum, shelf) => sum + (shelf.entries ? 0 : shelf.count), 0),
  };
})();
