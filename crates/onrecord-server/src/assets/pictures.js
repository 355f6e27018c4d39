// Pages work without this file. It highlights the actor of a network that has the pointer or the focus, with its arrows
// and their other ends.
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
  // The node under the pointer, or else the one with the focus. Listeners are on the figure: Chromium would let the picture
  // itself take the focus.
  const lit = (element) => element?.closest?.(".node")?.dataset.n;
  const show = (event) => light(lit(event?.target) ?? lit(document.activeElement));
  const figure = picture.closest("figure");
  for (const name of ["mouseover", "focusin"]) figure.addEventListener(name, show);
  figure.addEventListener("mouseleave", () => show());
  figure.addEventListener("focusout", () => light());
}
