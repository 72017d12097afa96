// Any two editions side by side, from the data of each, as comparison.py does it for neighbours.
(() => {
  "use strict";
  const library = (window.h200 ??= {});
  const choice = document.querySelector(".choice");
  const root = choice.dataset.root;
  const status = document.querySelector("#told");
  const place = document.querySelector("#comparison");
  const editions = library.editions ?? [];
  const NOISE = 2;

  const byName = Map.groupBy
    ? Map.groupBy(editions, (each) => each.name)
    : editions.reduce((all, each) => all.set(each.name, [...(all.get(each.name) ?? []), each]), new Map());
  const find = (address) => editions.find((each) => each.address === address);
  const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");

  // The newest of a briefing that was not withdrawn.
  function latest(name) {
    const sound = (byName.get(name) ?? []).filter((each) => !each.withdrawn);
    return sound.at(-1) ?? byName.get(name)?.at(-1);
  }

  function element(tag, ...content) {
    const made = document.createElement(tag);
    made.append(...content);
    return made;
  }

  function label(edition) {
    const number = edition.number > 1 ? `, edition ${edition.number}` : "";
    return `${edition.on}${number}${edition.withdrawn ? " (withdrawn)" : ""}`;
  }

  const sides = ["from", "to"].map((side) => ({
    name: document.querySelector(`#${side}-name`),
    edition: document.querySelector(`#${side}-edition`),
  }));

  function option(value, text) {
    const made = element("option", text);
    made.value = value;
    return made;
  }

  function fill(side, edition) {
    side.name.value = edition.name;
    const listed = [...byName.get(edition.name)].reverse();
    side.edition.replaceChildren(...listed.map((each) => option(each.address, label(each))));
    side.edition.value = edition.address;
  }

  function load(address) {
    const known = library.figures?.[address];
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}data/${encoded(address)}.js`;
      script.addEventListener("load", () => resolve(library.figures[address]));
      script.addEventListener("error", () => reject(new Error(address)));
      document.head.append(script);
    });
  }

  function compared(before, after) {
    const found = matched(before.rows, after.rows);
    const moved = [], same = [];
    for (const row of after.rows) {
      if (!found.both.has(row)) continue;
      const [old, isSure] = found.both.get(row);
      const hasMoved = old.value !== row.value && old.text !== row.text;
      const change = hasMoved ? library.wording.change(old.value, row.value, row.unit, after.forms[row.unit]) : "";
      (change ? moved : same).push([row.title, old.text, row.text, [change, change && note(old, row, isSure)]]);
    }
    return {
      moved,
      same,
      came: found.came.map((row) => [row.title, row.text]),
      went: found.went.map((row) => [row.title, row.text]),
    };
  }

  // Which rows are of one figure: as matching.py has it.
  function matched(before, after) {
    const earlier = new Set(before), later = new Set(after), both = new Map();
    const place = (row) => JSON.stringify([row.exhibit, row.key]), key = (row) => row.key;
    for (const [trait, isSure] of [[place, true], [key, true], [key, false]]) {
      const ones = groups(earlier, trait);
      for (const [name, others] of groups(later, trait)) {
        const theirs = ones.get(name) ?? [];
        if (!theirs.length || (isSure && theirs.length !== others.length)) continue;
        for (const [index, row] of others.slice(0, isSure ? undefined : 1).entries()) {
          both.set(row, [theirs[index], isSure]);
          earlier.delete(theirs[index]);
          later.delete(row);
        }
      }
    }
    return { both, came: [...later], went: [...earlier] };
  }

  function groups(rows, trait) {
    const made = new Map();
    for (const row of rows) made.set(trait(row), [...(made.get(trait(row)) ?? []), row]);
    return made;
  }

  // What makes a change uncertain.
  function note(before, after, isSure) {
    if (!isSure) return "the first of several by this name";
    const isNoise = Math.abs(after.value - before.value) < NOISE * Math.hypot(before.error, after.error);
    return isNoise ? "within simulation noise" : "";
  }

  const sorted = (names) => [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const keys = (one, other) => sorted(new Set([...Object.keys(one), ...Object.keys(other)]));

  function value(told) {
    if (told === null || told === undefined) return "nothing";
    if (typeof told !== "object") return told === true ? "True" : told === false ? "False" : String(told);
    return sorted(Object.keys(told)).map((name) => `${name} = ${value(told[name])}`).join(", ") || "nothing";
  }

  // The sentences of why two editions may differ.
  function reasons(before, after) {
    const then = before.made.parameters ?? {}, now = after.made.parameters ?? {};
    const told = [];
    if (before.on !== after.on) told.push(`They speak of different days: ${before.on} and ${after.on}.`);
    const isRevision = before.made.briefing === after.made.briefing && before.on === after.on
      && after.made.edition === (before.made.edition ?? 0) + 1;
    if (isRevision) {
      for (const why of after.made.changed ?? []) told.push(`Changed since edition ${before.made.edition}: ${why}.`);
    }
    for (const name of keys(then, now)) {
      if (name !== "as_of" && JSON.stringify(then[name]) !== JSON.stringify(now[name])) {
        told.push(`The setting ${name} changed from ${value(then[name])} to ${value(now[name])}.`);
      }
    }
    if (before.made.notebook !== after.made.notebook) told.push("The notebook changed.");
    const passages = [before.made.passages ?? {}, after.made.passages ?? {}];
    const words = keys(...passages).filter((name) => passages[0][name] !== passages[1][name]);
    if (words.length) told.push(`Passages with another wording: ${words.join(", ")}.`);
    if (before.made.software?.commit !== after.made.software?.commit) {
      told.push("They were made by different versions of the software.");
    }
    return told;
  }

  function records(title, names, isLinked = true) {
    if (!names.length) return [];
    const details = element("details", element("summary", `${title}: ${names.length}`));
    details.open = names.length <= 8;
    const list = element("ul", ...names.map((name) => {
      if (!isLinked || !name.startsWith("claims.")) return element("li", name);
      const claim = name.slice(7);
      const link = element("a", claim);
      link.href = `${root}claims/${encodeURIComponent(slug(claim))}.html`;
      return element("li", link);
    }));
    list.className = "records";
    details.append(list);
    return [details];
  }

  // The name of a claim's file: as rendering.py has it.
  function slug(name) {
    return encodeURIComponent(name)
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll(".", "%2E");
  }

  function table(heads, rows, name) {
    const cell = (told, index) => {
      const [text, beside] = Array.isArray(told) ? told : [told, ""];
      const made = element("td", text);
      made.dataset.label = heads[index + 1];
      if (beside) made.append(" ", Object.assign(element("span", beside), { className: "note" }));
      return made;
    };
    const head = heads.map((text) => Object.assign(element("th", text), { scope: "col" }));
    const body = rows.map(([first, ...rest]) => {
      const row = Object.assign(element("th", first), { scope: "row" });
      return element("tr", row, ...rest.map(cell));
    });
    const box = element("div", Object.assign(element("table", element("thead", element("tr", ...head)), element("tbody", ...body)), { className: "stacks" }));
    box.className = "table";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", name);
    return box;
  }

  function section(id, title, ...content) {
    const heading = element("h2", title);
    heading.id = id;
    const made = element("section", heading, ...content);
    made.setAttribute("aria-labelledby", id);
    return made;
  }

  function why(before, after) {
    const then = before.made.records ?? {}, now = after.made.records ?? {};
    const told = reasons(before, after);
    const listed = told.length ? [element("ul", ...told.map((text) => element("li", text)))] : [];
    const content = [
      ...listed,
      ...records("New in the evidence", sorted(Object.keys(now)).filter((name) => !(name in then))),
      ...records("Changed in the evidence", sorted(Object.keys(now)).filter((name) => name in then && now[name] !== then[name])),
      ...records("No longer in the evidence", sorted(Object.keys(then)).filter((name) => !(name in now)), false),
    ];
    return section("why", "Why", ...(content.length ? content : [element("p", "The manifests say of nothing that it changed.")]));
  }

  function downloads(edition) {
    const folder = `${root}editions/${encoded(edition.address)}`;
    const links = [["index.html", "About the edition"], ["figures.csv", "figures (CSV)"], ["figures.json", "figures (JSON)"]];
    const items = links.map(([file, text]) => {
      const link = element("a", file === "index.html" ? `${edition.subject}, ${label(edition)}` : text);
      link.href = `${folder}/${file}`;
      if (file !== "index.html") {
        link.download = "";
        link.setAttribute("aria-label", `Download ${text} of ${edition.subject}, ${label(edition)}`);
      }
      return link;
    });
    return element("li", items[0], ": download ", items[1], " or ", items[2]);
  }

  function shown(from, to, before, after) {
    const found = compared(before, after);
    const isSameDay = before.on === after.on;
    const name = (edition) => from.name === to.name
      ? edition.on + (isSameDay ? `, edition ${edition.number}` : "")
      : `${edition.subject}, ${edition.on}`;
    const heads = ["Figure", name(from), name(to)];
    const part = (id, title, rows) => (rows.length ? [section(id, `${title}: ${rows.length}`, table(["Figure", "Value"], rows, title))] : []);
    const stands = element("details", element("summary", `Figures that did not move: ${found.same.length}`),
      table(heads, found.same.map((row) => row.slice(0, 3)), "Figures that did not move"));
    place.replaceChildren(
      element("ul", downloads(from), downloads(to)),
      section("moved", `Figures that moved: ${found.moved.length}`, found.moved.length
        ? table([...heads, "Change"], found.moved, "Figures that moved")
        : element("p", "No figure that both editions print has moved.")),
      why(before, after),
      ...part("came", "Only in the later edition", found.came),
      ...part("went", "Only in the earlier edition", found.went),
      stands,
    );
    status.textContent = from.address === to.address
      ? "This is one and the same edition; choose another to compare it with."
      : `${from.subject}, ${label(from)}, compared with ${to.subject}, ${label(to)}.`;
  }

  let asked = 0;

  async function compare() {
    const mine = ++asked;
    const [from, to] = sides.map((side) => find(side.edition.value));
    try {
      const [before, after] = await Promise.all([from, to].map((each) => load(each.address)));
      if (mine === asked) shown(from, to, before, after);
    } catch (error) {
      place.replaceChildren();
      status.textContent = `The figures of ${error.message} cannot be loaded; is the library whole?`;
    }
  }

  // The address says which two, so that a comparison can be linked to.
  function fromAddress() {
    if (!editions.length) {
      status.textContent = "There is no edition to compare yet.";
      return;
    }
    const told = new URLSearchParams(location.hash.slice(1));
    const asLatest = (address, name) => (address === "latest" ? latest(name) : find(address));
    const from = find(told.get("from")) ?? asLatest(told.get("to") ?? "", editions.at(-1).name) ?? before(latest(editions[0].name));
    const to = asLatest(told.get("to") ?? "latest", from.name) ?? latest(from.name);
    const isAsked = find(told.get("to"));
    choice.hidden = false;
    [!isAsked && from === to ? before(from) : from, to].forEach((edition, index) => fill(sides[index], edition));
    compare();
  }

  function before(edition) {
    const listed = byName.get(edition.name);
    return listed[listed.indexOf(edition) - 1] ?? edition;
  }

  function choose() {
    const [from, to] = sides.map((side) => side.edition.value);
    const hash = `#from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
    if (location.hash === hash) compare();
    else location.hash = hash;
  }

  for (const side of sides) {
    side.name.replaceChildren(...[...byName].map(([name, listed]) => option(name, listed.at(-1).subject)));
    side.name.addEventListener("change", () => {
      fill(side, latest(side.name.value));
      choose();
    });
    side.edition.addEventListener("change", choose);
  }
  document.querySelector("#swap").addEventListener("click", () => {
    const [from, to] = sides.map((side) => find(side.edition.value));
    fill(sides[0], to);
    fill(sides[1], from);
    choose();
  });
  document.querySelector(".unscripted").hidden = true;
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
