// Everything works without this file. With it, an actor of a network that is pointed at or has the focus lights up with
// its arrows and those at their other ends.
"use strict";
for (const picture of document.querySelectorAll("svg.network")) {
  const nodes = [...picture.querySelectorAll(".node")];
  const lines = [...picture.querySelectorAll(".line")];
  const light = (n) => {
    const near = new Set([n]);
    for (const line of lines) {
      const { a, b } = line.dataset;
      const isOn = a === n || b === n;
      line.classList.toggle("lit", isOn);
      if (isOn) near.add(a).add(b);
    }
    for (const node of nodes) node.classList.toggle("lit", near.has(node.dataset.n));
    picture.classList.toggle("some", n !== undefined);
  };
  const of = (event) => light(event.target.closest?.(".node")?.dataset.n);
  for (const name of ["mouseover", "focusin"]) picture.addEventListener(name, of);
  for (const name of ["mouseleave", "focusout"]) picture.addEventListener(name, () => light());
}
