// Only while a site is previewed: loads the page again when the registry has changed, and says what is wrong with it.
"use strict";
(() => {
  const source = new EventSource("/-/changes");
  let shown = null, isOpened = false;
  const box = document.createElement("div");
  box.className = "notice faults";
  box.setAttribute("role", "alert");
  // Another server than the one that gave this page may have other pages.
  source.onopen = () => { if (isOpened) location.reload(); isOpened = true; };
  source.onmessage = ({ data }) => {
    const { version, faults } = JSON.parse(data);
    if (shown !== null && version !== shown) location.reload();
    shown = version;
    box.replaceChildren(...faults.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }));
    box.hidden = !faults.length;
    if (!box.isConnected) document.body.prepend(box);
  };
})();
