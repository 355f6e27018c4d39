// Pages work without this file. It highlights an entry together with its words in the text, and lets Escape close the
// entry that phones show over the text.
"use strict";
(() => {
  const text = document.querySelector(".text");
  const record = document.querySelector(".record");
  if (!text || !record) return;
  const words = new Map();
  for (const mark of text.querySelectorAll("[data-e]")) {
    for (const entry of mark.dataset.e.split(" ")) {
      if (!words.has(entry)) words.set(entry, []);
      words.get(entry).push(mark);
    }
  }
  let lit = [];
  const light = (entry) => {
    for (const element of lit) element.classList.remove("lit");
    lit = entry ? [...(words.get(entry) ?? [])] : [];
    const item = entry && document.getElementById(entry);
    if (item) lit.push(item);
    for (const element of lit) element.classList.add("lit");
  };
  const entryOf = (event) => {
    const mark = event.target.closest("a[data-e]");
    if (mark) return mark.getAttribute("href").slice(1);
    return event.target.closest(".record .entries > li[id]")?.id;
  };
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => light(entryOf(event)));
  }
  document.addEventListener("keydown", (event) => {
    const entry = location.hash.slice(1);
    if (event.key === "Escape" && words.has(entry)) location.hash = "m-" + entry;
  });
})();
