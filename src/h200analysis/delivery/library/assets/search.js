// Searching in the library: every word sought has to begin a word of the entry. The entries come
// newest first and stay in that order; a match in the head or the title goes before one in the text.
(() => {
  "use strict";
  const box = document.querySelector(".search");
  const input = box.querySelector("input");
  const found = box.querySelector(".found");
  const list = box.querySelector(".results");
  const MOST = 30;

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const entries = (window.h200?.search ?? []).map((entry) => {
    const [path, head, title, text, sign] = entry;
    return { path, head, title, text, sign, first: words(`${head} ${title} ${sign}`), all: words(text) };
  });

  function begins(listed, sought) {
    return listed.some((word) => word.startsWith(sought));
  }

  function rank(entry, sought) {
    let least = 2;
    for (const word of sought) {
      const place = begins(entry.first, word) ? 2 : begins(entry.all, word) ? 1 : 0;
      least = Math.min(least, place);
    }
    return least;
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function shown(entry) {
    const item = document.createElement("li");
    item.append(element("p", entry.head, "kicker"));
    const line = document.createElement("p");
    if (entry.sign) line.append(element("span", entry.sign, "withdrawn"), " ");
    const link = element("a", entry.title);
    link.href = box.dataset.root + entry.path.split("/").map(encodeURIComponent).join("/");
    line.append(link);
    item.append(line);
    const text = entry.text.length > 220 ? `${entry.text.slice(0, 220)}…` : entry.text;
    item.append(element("p", text, "note"));
    return item;
  }

  function search() {
    const sought = words(input.value);
    list.replaceChildren();
    if (!sought.length) {
      found.textContent = "";
      return;
    }
    const ranked = entries.map((entry) => [rank(entry, sought), entry]).filter(([place]) => place);
    ranked.sort(([one], [other]) => other - one);
    const hits = ranked.length;
    found.textContent = hits === 0 ? "Nothing found." : hits === 1 ? "1 found" : `${hits} found`;
    if (hits > MOST) found.textContent += `, the first ${MOST} are listed; add a word to narrow it down`;
    list.append(...ranked.slice(0, MOST).map(([, entry]) => shown(entry)));
  }

  box.hidden = false;
  document.querySelector(".unscripted").hidden = true;
  input.addEventListener("input", search);
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  search();
})();
