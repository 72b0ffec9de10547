// Makes the drawing larger and smaller and lets a mouse drag it; without this it can be scrolled as it is.
"use strict";
(() => {
  const drawing = document.getElementById("drawing"), sheet = drawing.parentElement, bar = document.querySelector(".zoom");
  const told = bar.querySelector("output"), { width, height } = drawing.viewBox.baseVal;
  const readable = 0.8, least = 0.1, most = 4;
  let scale = 1;

  // Zooms while what is at a point of the window stays there: the middle of the sheet, a pointer, or between two fingers.
  const set = (wanted, at) => {
    const box = sheet.getBoundingClientRect(), before = scale;
    const x = at ? at.x - box.left : sheet.clientWidth / 2, y = at ? at.y - box.top : sheet.clientHeight / 2;
    scale = Math.min(most, Math.max(least, wanted));
    const [left, top] = [[sheet.scrollLeft, x], [sheet.scrollTop, y]].map(([far, near]) => (far + near) * scale / before - near);
    drawing.setAttribute("width", width * scale);
    drawing.setAttribute("height", height * scale);
    sheet.scrollTo(left, top);
    told.textContent = Math.round(scale * 100) + " %";
  };
  const fitting = () => sheet.clientWidth / width;
  const by = (factor) => set(factor ? scale * factor : fitting());

  bar.hidden = false;
  sheet.classList.add("explored");
  set(fitting() < readable ? 1 : Math.min(1, fitting()));
  sheet.scrollTo(0, (sheet.scrollHeight - sheet.clientHeight) / 2);

  for (const button of bar.querySelectorAll("button")) button.addEventListener("click", () => by(Number(button.dataset.zoom)));
  sheet.addEventListener("keydown", (event) => {
    const factor = { "+": 1.25, "=": 1.25, "-": 0.8, "0": 0 }[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    by(factor);
  });
  // A trackpad tells of a pinch as a wheel with Ctrl.
  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    set(scale * Math.exp(-event.deltaY / 200), { x: event.clientX, y: event.clientY });
  }, { passive: false });

  // One finger scrolls by itself; two have the drawing follow them.
  let pinch = null;
  const fingers = ({ touches: [one, other] }) => ({
    apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    at: { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 },
  });
  sheet.addEventListener("touchstart", (event) => {
    pinch = event.touches.length === 2 ? { apart: fingers(event).apart, scale } : null;
  }, { passive: true });
  sheet.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const { apart, at } = fingers(event);
    set(pinch.scale * apart / pinch.apart, at);
  }, { passive: false });

  // A mouse drags; a link is not followed at the end of that. A click by key has no detail.
  let held = null, isDragged = false;
  sheet.addEventListener("pointerdown", (event) => {
    isDragged = false;
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, left: sheet.scrollLeft, top: sheet.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const right = event.clientX - held.x, down = event.clientY - held.y;
    isDragged ||= Math.hypot(right, down) > 5;
    if (isDragged) sheet.scrollTo(held.left - right, held.top - down);
  });
  for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, () => { held = null; });
  sheet.addEventListener("dragstart", (event) => event.preventDefault());
  sheet.addEventListener("click", (event) => { if (isDragged && event.detail) event.preventDefault(); }, true);
})();
