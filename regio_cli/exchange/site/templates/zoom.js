// Makes the drawing larger and smaller; without this it can be scrolled as it is.
"use strict";
(() => {
  const drawing = document.getElementById("drawing"), sheet = drawing.parentElement, bar = document.querySelector(".zoom");
  const natural = drawing.viewBox.baseVal.width;
  let scale = 1;
  const set = (wanted) => {
    scale = Math.min(4, Math.max(0.1, wanted));
    drawing.setAttribute("width", natural * scale);
    drawing.setAttribute("height", drawing.viewBox.baseVal.height * scale);
  };
  const fit = () => set((sheet.clientWidth - 2) / natural);
  const by = (factor) => factor ? set(scale * factor) : fit();
  bar.hidden = false;
  for (const button of bar.children) button.addEventListener("click", () => by(Number(button.dataset.zoom)));
  sheet.addEventListener("keydown", (event) => {
    const factor = { "+": 1.25, "=": 1.25, "-": 0.8, "0": 0 }[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    by(factor);
  });
})();
