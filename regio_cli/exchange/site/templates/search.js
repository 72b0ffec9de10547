// Finds names in the index beside the pages; the parts of it are scripts, because a page from disk may load no other data.
"use strict";
(() => {
  const list = document.getElementById("found"), count = document.getElementById("count");
  const kinds = list.dataset.kinds.split("|"), parts = new Map(), most = 50;
  // As regio itself folds what is in the index; a test compares the letters with its own.
  const letters = { "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe" };
  const fold = (text) => text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD")
    .replace(/./gu, (char) => letters[char] || char).replace(/\p{Mn}/gu, "");
  const asked = new URLSearchParams(location.search).get("q") || "";
  const words = fold(asked).match(/[\p{L}\p{N}_]+/gu) || [];
  for (const input of document.querySelectorAll("input[name=q]")) input.value = asked;

  const fits = ([, , , folded]) => {
    const known = folded.split(" ");
    return words.every((word) => known.some((one) => one.startsWith(word)));
  };
  const said = (number) => {
    const { none, one, many, more } = count.dataset;
    const text = number === 0 ? none : number === 1 ? one : number > most ? more : many;
    return text.replace("#", number);
  };
  const show = (entries) => {
    const found = entries.filter(fits);
    count.textContent = said(found.length);
    list.replaceChildren(...found.slice(0, most).map(([name, kind, path]) => {
      const item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small");
      link.href = path;
      link.textContent = name;
      if (!path.startsWith("person/")) link.lang = list.dataset.own;
      small.textContent = kinds[kind];
      item.append(link, " ", small);
      return item;
    }));
  };
  if (!words.length) { count.textContent = count.dataset.ask; return; }
  const first = words[0][0], letter = /[a-z0-9]/.test(first) ? first : "other";
  window.regioFound = (name, entries) => parts.set(name, entries);
  const script = document.createElement("script");
  script.src = "../search/" + letter + ".js";
  script.onload = () => show(parts.get(letter) || []);
  script.onerror = () => show([]);
  document.head.append(script);
})();
