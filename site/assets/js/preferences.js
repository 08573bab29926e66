// Theme and language, remembered in the browser. Loaded before the page is painted, so that nothing flashes.
(function () {
  "use strict";
  var page = document.documentElement;
  var themes = ["", "light", "dark"];
  function recall(key) {
    try { return localStorage.getItem("tracker-" + key) || ""; } catch { return ""; }
  }
  function remember(key, value) {
    try { localStorage.setItem("tracker-" + key, value); } catch { /* private windows forget, and that is fine */ }
  }
  function dress(theme) {
    if (theme) page.dataset.theme = theme; else delete page.dataset.theme;
  }
  dress(recall("theme"));

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    function name() {
      var theme = recall("theme");
      button.title = button.dataset[theme || "system"];
      button.setAttribute("aria-label", button.dataset.label + ": " + button.title);
    }
    button.dataset.label = button.getAttribute("aria-label");
    button.hidden = false;
    name();
    button.addEventListener("click", function () {
      var next = themes[(themes.indexOf(recall("theme")) + 1) % themes.length];
      remember("theme", next);
      dress(next);
      name();
    });
    var links = document.querySelectorAll("a[data-language]");
    links.forEach(function (link) {
      link.addEventListener("click", function () { remember("language", link.dataset.language); });
    });
    showSection();
    chooseLanguage(links);
  });

  // Where the sections are wider than the window, the reader's own is among those that one sees.
  function showSection() {
    var here = document.querySelector(".bar nav [aria-current]");
    var nav = here && here.closest("nav");
    if (nav) nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
  }

  // On the first visit only, and never away from a language that somebody chose or was sent to by a link on the site.
  function chooseLanguage(links) {
    if (recall("language")) return;
    var wanted = (navigator.languages || [navigator.language]).map(function (tag) { return tag.split("-")[0]; });
    var offered = Array.prototype.map.call(links, function (link) { return link.dataset.language; });
    var best = wanted.find(function (tag) { return offered.includes(tag); });
    remember("language", best || page.lang);
    if (!best || best === page.lang) return;
    var link = document.querySelector('a[data-language="' + best + '"]');
    var there = new URL(link.href);
    there.search = location.search;
    there.hash = location.hash;
    location.replace(there.href);
  }
})();
