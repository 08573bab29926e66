// Zoom: every shape with data-t (minutes since 1970) is placed anew; charts of one group on a page move together.
(function () {
  "use strict";
  const groups = {}, steps = [1, 5, 15, 60, 180, 360, 720, 1440, 2880, 10080, 20160];
  const all = (node, query) => [...node.querySelectorAll(query)];
  const iso = (minute) => new Date(minute * 6e4).toISOString();

  function place(group, minute) { return ((minute - group.from) / (group.to - group.from)) * 100 + "%"; }

  function ticks(group) {
    const span = group.to - group.from, found = [];
    const most = Math.max(2, Math.min(9, group.axes[0].clientWidth / (span < 8640 ? 120 : 95)));
    const step = steps.find((each) => span / each < most);
    if (step) {
      for (let at = Math.ceil(group.from / step) * step; at < group.to; at += step) found.push(at);
      const clock = (at) => (at === found[0] ? `${iso(at).slice(0, 10)} ` : "") + iso(at).slice(11, 16);
      return [found, (at) => step < 1440 && at % 1440 ? clock(at) : iso(at).slice(0, 10)];
    }
    const months = [1, 3, 6, 12, 24, 60, 120].find((each) => span / 43800 / each < most) || 600;
    const first = new Date(group.from * 6e4);
    let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth() + 0.01) / months) * months, at;
    while ((at = Date.UTC(Math.floor(month / 12), month % 12) / 6e4) < group.to) { found.push(at); month += months; }
    return [found, (at) => iso(at).slice(0, months < 12 ? 7 : 4)];
  }

  function element(parent, name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text) made.textContent = text;
    parent.append(made);
  }

  function draw(group) {
    for (const { node, t, u } of group.shapes) {
      const x = place(group, t), name = node.localName;
      if (name === "circle") node.setAttribute("cx", x);
      else if (name === "line") { node.setAttribute("x1", x); node.setAttribute("x2", u ? place(group, u) : x); }
      else node.setAttribute("x", x);
      if (name === "rect") node.setAttribute("width", parseFloat(place(group, u)) - parseFloat(x) + "%");
    }
    const [found, label] = ticks(group);
    for (const axis of group.axes) {
      const width = axis.clientWidth;
      axis.replaceChildren();
      for (const at of found) {
        const x = place(group, at);
        if (axis.localName === "g") { element(axis, "line", { x1: x, x2: x, y1: 0, y2: "100%" }); continue; }
        const text = label(at), point = (parseFloat(x) / 100) * width, half = text.length * 3.7;
        const anchor = point < half ? "start" : point > width - half ? "end" : "middle";
        element(axis, "line", { class: "tick", x1: x, x2: x, y1: 16, y2: 22 });
        element(axis, "text", { x, y: 12, "text-anchor": anchor }, text);
      }
      thin(all(axis, "text"), "", []);
    }
    for (const { texts, marks } of group.rows) thin(texts, "label", marks);
    const detail = { from: group.from, to: group.to };
    for (const figure of group.figures) figure.dispatchEvent(new CustomEvent("zoomed", { detail }));
  }

  /* Hides what would overlap an earlier text of the same line, or a mark at its height. */
  function thin(texts, name, marks) {
    let right = -1e9;
    for (const text of texts) text.setAttribute("class", name);
    const drawn = marks.map((mark) => mark.getBoundingClientRect());
    const boxes = texts.map((text) => text.getBoundingClientRect());
    texts.forEach((text, index) => {
      const box = boxes[index], middle = (box.top + box.bottom) / 2;
      const meets = (other) => box.left < other.right && other.left < box.right && other.top < middle && middle < other.bottom;
      if (box.left < right || drawn.some(meets)) text.setAttribute("class", `${name} crowded`);
      else right = box.right + 4;
    });
  }

  function zoom(group, factor, share) {
    const span = group.to - group.from, next = Math.min(group.last - group.first, Math.max(120, span * factor));
    move(group, group.from + (span - next) * share, next);
  }

  function move(group, from, span) {
    group.from = Math.max(group.first, Math.min(from, group.last - span));
    group.to = group.from + span;
    cancelAnimationFrame(group.frame);
    group.frame = requestAnimationFrame(() => draw(group));
  }

  function act(group, key) {
    const span = group.to - group.from;
    if (key === "+" || key === "=") zoom(group, 0.5, 0.5);
    else if (key === "-" || key === "−") zoom(group, 2, 0.5);
    else if (key === "0") move(group, group.first, group.last - group.first);
    else if (key === "ArrowLeft") move(group, group.from - span / 4, span);
    else if (key === "ArrowRight") move(group, group.from + span / 4, span);
    else return false;
    return true;
  }

  /* SVG paints in the order of the document, so the mark that has the focus is drawn once more, over its neighbours. */
  function lift(mark) {
    mark.querySelector("use, circle, rect").id = "lifted";
    element(mark.ownerSVGElement, "use", { class: "lifted", href: "#lifted", "aria-hidden": true });
  }

  function settle() {
    document.getElementById("lifted")?.removeAttribute("id");
    document.querySelector(".lifted")?.remove();
  }

  for (const figure of all(document, "figure.chart")) {
    const { start, end, group: name } = figure.dataset;
    const group = (groups[name] ??= { first: +start, last: +end, from: +start, to: +end, shapes: [], axes: [], rows: [], figures: [] });
    for (const node of all(figure, "[data-t]")) group.shapes.push({ node, t: +node.dataset.t, u: +node.dataset.u });
    group.figures.push(figure);
    group.axes.push(...all(figure, "svg.axis, g.grid"));
    for (const plot of all(figure, "svg.plot")) {
      const rows = {};
      for (const text of all(plot, "text.label")) (rows[text.getAttribute("y")] ??= []).push(text);
      const marks = Object.keys(rows).length ? all(plot, ".mark use, .mark circle") : [];
      for (const texts of Object.values(rows)) group.rows.push({ texts, marks });
      plot.addEventListener("wheel", (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const box = plot.getBoundingClientRect();
        zoom(group, event.deltaY < 0 ? 0.8 : 1.25, (event.clientX - box.left) / box.width);
      }, { passive: false });
      let last = null;
      plot.addEventListener("pointerdown", (event) => { last = event.clientX; });
      addEventListener("pointerup", () => { last = null; });
      plot.addEventListener("pointermove", (event) => {
        if (last === null) return;
        const span = group.to - group.from;
        move(group, group.from + ((last - event.clientX) / plot.clientWidth) * span, span);
        last = event.clientX;
      });
      plot.addEventListener("dragstart", (event) => event.preventDefault());
    }
    figure.dataset.live = "";
    figure.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey && act(group, event.key)) event.preventDefault();
    });
    figure.addEventListener("focusin", ({ target }) => {
      settle();
      if (target.matches(".mark:focus-visible")) lift(target);
    });
    figure.addEventListener("focusout", settle);
    const tools = document.createElement("div");
    tools.className = "tools";
    for (const [key, says] of [["+", "zoomIn"], ["−", "zoomOut"], ["0", "zoomAll"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = key === "0" ? "↔" : key;
      button.title = document.body.dataset[says];
      button.setAttribute("aria-label", button.title);
      button.addEventListener("click", () => act(group, key));
      tools.append(button);
    }
    figure.querySelector("figcaption").append(tools);
  }
})();
