/* Zoomed in far enough, the marks of months on a chart make way for the events themselves, which the search data knows.
   Marks that would lie on one another are one that counts them, and leads to a search for them. */
(() => {
  "use strict";
  const search = window.trackerSearch;
  const { AT } = search;
  const LONGEST = 2 * 525_600; /* Minutes: the records of two or three years are loaded at most. */
  const MONTH = 43_830;
  const GAP = 14; /* Pixels that a mark takes. */
  const WIDEST = 24; /* Pixels that a mark of very many events takes. */
  const SVG = "http://www.w3.org/2000/svg";
  const dayOf = (record) => record[AT.when].slice(0, 10);
  const after = (day) => new Date(Date.parse(day) + 864e5).toISOString().slice(0, 10);

  /* Where a record is drawn, in minutes since 1970: at its instant, or in the middle of its day. */
  const minuteOf = (record) => record[AT.minute] || Date.parse(dayOf(record)) / 6e4 + 720;

  const sorted = new WeakMap();
  const byTime = (entries) => {
    if (!sorted.has(entries)) {
      const placed = entries.map(({ record }) => ({ at: minuteOf(record), record }));
      sorted.set(entries, placed.sort((left, right) => left.at - right.at));
    }
    return sorted.get(entries);
  };

  const yearsIn = ({ from, to }) => {
    const first = new Date(from * 6e4).getUTCFullYear();
    return Array.from({ length: new Date(to * 6e4).getUTCFullYear() - first + 1 }, (_, index) => String(first + index));
  };

  for (const figure of document.querySelectorAll("figure.chart[data-events]")) {
    const { tree, start, end } = figure.dataset;
    const only = JSON.parse(figure.dataset.only || "[]"); /* Names of clusters; empty for all. */
    const isShown = ((names) => (record) => !names.size || names.has(record[AT.cluster]))(new Set(only));
    const tiers = [...figure.querySelectorAll(".tier")];
    const lengths = [...new Set(tiers.map(({ dataset }) => +dataset.months))].sort((left, right) => left - right);
    const lanes = [...figure.querySelectorAll("svg.plot[data-kind]")]
      .map((plot) => ({ plot, kind: plot.dataset.kind, marks: new Map() }));
    let shown = null;

    /* What stands on one spot of a lane, one event or several. */
    const spots = (lane, events) => {
      const width = ((shown.to - shown.from) * GAP) / lane.plot.clientWidth;
      const found = new Map();
      for (const { at, record } of events) {
        if (at < shown.from || at > shown.to || record[AT.kind] !== lane.kind) continue;
        if (!isShown(record)) continue;
        const key = Math.floor(at / width);
        const day = dayOf(record);
        const spot = found.get(key);
        if (!spot) found.set(key, { record, from: at, to: at, days: [day, day], count: 1 });
        else {
          spot.to = at;
          spot.count += 1;
          if (day < spot.days[0]) spot.days[0] = day;
          if (day > spot.days[1]) spot.days[1] = day;
        }
      }
      return found.values();
    };

    const link = ({ record, days, count }, kind) => {
      if (count === 1) return search.address(tree, record);
      const query = new URLSearchParams({ q: `after:${days[0]} before:${after(days[1])}`, kind });
      for (const name of only) query.append("cluster", name);
      return `${tree}timeline.html?${query}`;
    };

    const told = ({ record, days, count }) => {
      if (count === 1) return [record[AT.when], search.titleOf(record)[0], record[AT.cluster]].join(" · ");
      return `${[...new Set(days)].join(" – ")} (${count.toLocaleString()})`;
    };

    const made = (spot, kind) => {
      const mark = document.createElementNS(SVG, "a");
      const title = document.createElementNS(SVG, "title");
      const use = document.createElementNS(SVG, "use");
      const size = spot.count === 1 ? 12 : Math.min(24, 9 + 2 * spot.count.toString(2).length);
      title.textContent = told(spot);
      mark.setAttribute("class", `mark event ${kind}`);
      mark.setAttribute("href", link(spot, kind));
      mark.setAttribute("aria-label", title.textContent);
      for (const [name, value] of Object.entries({
        href: `#g-${kind}`, y: 12, width: size, height: size, transform: `translate(${-size / 2} ${-size / 2})`,
      })) use.setAttribute(name, value);
      mark.append(title, use);
      return mark;
    };

    /* Marks are kept while their events stay in sight, so that one that has the focus keeps it, and stand in order of time. */
    const draw = (lane, events) => {
      const before = lane.marks;
      lane.marks = new Map();
      for (const spot of spots(lane, events)) {
        const key = `${spot.record[AT.id]} ${spot.count}`;
        const mark = before.get(key) ?? made(spot, lane.kind);
        const at = (spot.from + spot.to) / 2;
        mark.lastChild.setAttribute("x", `${((at - shown.from) / (shown.to - shown.from)) * 100}%`);
        before.delete(key);
        lane.marks.set(key, mark);
      }
      for (const mark of before.values()) mark.remove();
      let next = lane.plot.querySelector(".event");
      for (const mark of lane.marks.values()) {
        if (mark === next) next = next.nextElementSibling;
        else lane.plot.insertBefore(mark, next);
      }
    };

    /* Between all of the axis, where the style sheet chooses by the width, and events: the shortest stretches of time
       for whose marks there is room. */
    const group = () => {
      const isWhole = shown.from <= +start && shown.to >= +end;
      const month = (lanes[0].plot.clientWidth * MONTH) / (shown.to - shown.from);
      const length = lengths.find((months) => months * month >= WIDEST) ?? lengths.at(-1);
      figure.classList.toggle("regrouped", !isWhole);
      for (const tier of tiers) tier.classList.toggle("shown", +tier.dataset.months === length);
    };

    const show = () => {
      group();
      const years = shown.to - shown.from <= LONGEST ? search.data.entries(yearsIn(shown)) : null;
      figure.classList.toggle("resolved", years !== null);
      const events = (years ?? []).flatMap(byTime);
      for (const lane of lanes) draw(lane, events);
    };

    figure.addEventListener("zoomed", ({ detail }) => {
      shown = detail;
      if (shown.to - shown.from <= LONGEST) search.data.need({ wanted: yearsIn(shown) }, show).catch(() => {});
      show();
    });
  }
})();
