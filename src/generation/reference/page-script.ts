/** What the reference page does: search. Without scripts everything is shown, and there is no field. */
export const SCRIPT = `
(function () {
  var field = document.getElementById("search");
  var found = document.getElementById("found");
  var sections = Array.prototype.slice.call(document.querySelectorAll("main section"));
  var texts = sections.map(function (section) { return section.textContent.toLowerCase(); });
  var links = Array.prototype.slice.call(document.querySelectorAll("nav li"));
  var rows = Array.prototype.slice.call(document.querySelectorAll("main tbody tr"));
  document.querySelector(".search").hidden = false;
  var contents = document.querySelector("nav details");
  if (window.matchMedia("(max-width: 56rem)").matches) contents.open = false;
  function search() {
    var words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    var hits = 0;
    var shown = {};
    sections.forEach(function (section, index) {
      var hit = words.every(function (word) { return texts[index].indexOf(word) >= 0; });
      section.hidden = !hit;
      if (!hit) return;
      hits++;
      shown[section.getAttribute("aria-labelledby")] = true;
    });
    rows.forEach(function (row) {
      var text = words.length ? row.textContent.toLowerCase() : "";
      row.classList.toggle("hit", words.length > 0 && words.every(function (word) { return text.indexOf(word) >= 0; }));
    });
    links.forEach(function (item) {
      var own = Array.prototype.slice.call(item.querySelectorAll("a"));
      item.hidden = !own.some(function (link) { return shown[decodeURIComponent(link.getAttribute("href").slice(1))]; });
    });
    found.textContent = words.length ? hits + (hits === 1 ? " part" : " parts") : "";
  }
  field.addEventListener("input", search);
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
    if (event.key === "Escape" && document.activeElement === field) { field.value = ""; search(); }
  });
})();
`;
