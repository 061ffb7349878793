"use strict";
(() => {
  const form = document.querySelector(".controls");
  const akter = [...document.querySelectorAll(".akt")].map((akt) => ({
    akt, name: akt.dataset.akt,
    rows: [...akt.querySelectorAll("tr[data-s]")].map((row) => ({ row, text: row.textContent.toLowerCase() })),
  }));
  const shown = document.getElementById("shown");
  const unit = document.getElementById("unit");
  const search = document.getElementById("search");

  function filter() {
    const wanted = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    const word = search.value.trim().toLowerCase();
    let rows = 0, visible = 0;
    for (const one of akter) {
      const whole = word === "" || one.name.includes(word);
      let hits = 0;
      for (const { row, text } of one.rows) {
        row.hidden = !(wanted.has(row.dataset.s) && (whole || text.includes(word)));
        hits += row.hidden ? 0 : 1;
      }
      one.akt.hidden = (unit.value !== "" && one.akt.dataset.unit !== unit.value) || (!whole && hits === 0);
      if (!one.akt.hidden) { rows += hits; visible += 1; }
    }
    shown.textContent = rows ? shown.dataset.text.replace("{rows}", rows).replace("{akter}", visible) : shown.dataset.none;
  }

  function openAll(open) { for (const { akt } of akter) akt.open = open; }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", filter);
  search.addEventListener("input", filter);
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("shut").addEventListener("click", () => openAll(false));
  document.getElementById("print").addEventListener("click", () => window.print());
  let before = [];
  window.addEventListener("beforeprint", () => { before = akter.map(({ akt }) => akt.open); openAll(true); });
  window.addEventListener("afterprint", () => akter.forEach(({ akt }, n) => { akt.open = before[n]; }));
  filter();
})();
