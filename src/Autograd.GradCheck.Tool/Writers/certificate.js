
(function () {
  var form = document.getElementById("filter"), names = document.getElementById("names"), shown = document.getElementById("shown");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tbody[data-name]"));
  function show() {
    var wanted = names.value.trim().toLowerCase(), boxes = Array.prototype.slice.call(form.elements.verdict.length ? form.elements.verdict : [form.elements.verdict]);
    var verdicts = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var count = 0;
    rows.forEach(function (row) {
      row.hidden = row.dataset.name.indexOf(wanted) === -1 || verdicts.indexOf(row.dataset.verdict) === -1;
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = count === rows.length ? "" : count + " of " + rows.length;
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  show();
})();
