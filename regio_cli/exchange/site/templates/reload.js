// Only while a site is previewed: loads the page again when the registry has changed.
"use strict";
(() => {
  const source = new EventSource("/-/changes");
  let version = null;
  source.onmessage = ({ data }) => {
    if (version !== null && data !== version) location.reload();
    version = data;
  };
})();
