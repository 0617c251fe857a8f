// The page of a plan: what is marked in its text tells of itself when it is pointed at, tapped or reached by the keys; its tasks can be filtered.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const text = byId("as-read");
  if (!text) return;
  const { words, rows, doubts, facts, images, boxes } = JSON.parse(byId("data").textContent);
  const marks = [...text.querySelectorAll("mark")];
  const panel = byId("fact");
  const shown = panel.querySelector(".facts");
  const hint = shown.firstElementChild;
  const close = panel.querySelector(".close");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Elements.

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  // Words in both languages, of which the style shows one; a single one is the same in both.
  const say = ([vi, en]) => {
    if (en === undefined) return document.createTextNode(vi);
    const both = document.createDocumentFragment();
    both.append(element("span", { class: "say", lang: "vi" }, vi), element("span", { class: "say", lang: "en" }, en));
    return both;
  };
  const label = (name) => byId("labels").content.querySelector(`[data-label="${name}"]`).cloneNode(true);
  const excerpt = (words) => (words.length > 90 ? `${words.slice(0, 89).trimEnd()}…` : words);

  // The cards of facts.

  const numbers = (mark) => mark.dataset.facts.split(" ").map(Number);
  // What is marked at an element of the text, from the innermost.
  const marksAround = (mark) => {
    const found = [];
    for (let each = mark; each; each = each.parentElement.closest("mark")) found.push(each);
    return found;
  };
  const line = (name, ...value) => element("div", {}, element("dt", {}, name), element("dd", {}, ...value));

  const confidence = (fact) => {
    const grave = fact.sure < Number(panel.dataset.low) ? "bad" : fact.doubts ? "doubt" : "good";
    return element("span", { class: `badge ${grave}` }, fact.sure.toFixed(2));
  };
  const owners = (fact) => {
    const links = fact.of.map((id) => element("a", { href: `#${id}` }, excerpt(byId(id)?.textContent || id)));
    return element("ul", {}, ...links.map((link) => element("li", {}, link)));
  };
  const card = (number) => {
    const fact = facts[number];
    const lines = fact.rows.map((index) => line(say(words[rows[index][0]]), say(rows[index].slice(1))));
    if (fact.of) lines.push(line(label("of"), owners(fact)));
    if (fact.sure !== undefined) lines.push(line(label("sure"), confidence(fact)));
    if (fact.doubts) lines.push(line(label("doubts"), element("ul", {}, ...fact.doubts.map((code) => element("li", {}, say(doubts[code] ?? [code]))))));
    if (fact.rule) lines.push(line(label("rule"), element("code", {}, fact.rule)));
    if (fact.page) lines.push(line(label("page"), String(fact.page)));
    const head = element("h3", {}, say(words[fact.kind]));
    const made = element("article", {}, head, element("dl", {}, ...lines));
    if (fact.id && byId(`row-${fact.id}`)) made.append(element("p", {}, element("a", { href: `#row-${fact.id}` }, label("to-table"))));
    return made;
  };

  // The page of the source, with what is shown marked on it.

  const source = panel.querySelector(".source");
  const pages = Object.keys(images ?? {}).map(Number);
  let page = pages[0];
  let pointed = [];
  const turn = (number) => {
    page = number;
    source.hidden = false;
    const file = encodeURI(images[page]);
    const picture = source.querySelector("img");
    if (picture.getAttribute("src") !== file) picture.src = file;
    source.querySelector(".number").textContent = page;
    source.querySelector(".whole").href = file;
    source.querySelector(".before").disabled = page === pages[0];
    source.querySelector(".after").disabled = page === pages.at(-1);
    for (const old of source.querySelectorAll(".box")) old.remove();
    for (const [on, left, top, width, height] of pointed) {
      if (on !== page) continue;
      const box = element("div", { class: "box" });
      Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
      source.querySelector(".sheet").append(box);
    }
  };
  const point = (number) => {
    if (!source) return;
    pointed = boxes[number];
    const wanted = pointed[0]?.[0] ?? facts[number].page;
    if (wanted in images) turn(wanted);
  };
  if (source) {
    source.querySelector(".before").addEventListener("click", () => turn(pages[pages.indexOf(page) - 1]));
    source.querySelector(".after").addEventListener("click", () => turn(pages[pages.indexOf(page) + 1]));
    turn(page);
  }

  let told = null; // the mark whose facts are shown
  let kept = null; // the mark that stays shown until it is let go
  const tell = (mark) => {
    if (mark === told) return;
    told = mark;
    for (const each of text.querySelectorAll("mark.chosen")) each.classList.remove("chosen");
    panel.classList.toggle("open", mark !== null);
    close.hidden = mark === null;
    if (!mark) return shown.replaceChildren(hint);
    for (const each of marks) if (each.dataset.facts === mark.dataset.facts) each.classList.add("chosen");
    shown.replaceChildren(...marksAround(mark).flatMap((each) => numbers(each).map(card)));
    panel.scrollTop = 0;
    point(numbers(mark)[0]);
  };
  const keep = (mark) => {
    kept = mark;
    tell(mark);
    if (mark) reach(mark);
    if (mark && !beside.matches) mark.scrollIntoView({ block: "start" }); // above the card, which covers the lower half
    const id = mark?.id || (mark && facts[numbers(mark).find((number) => facts[number].id)]?.id);
    if (id && location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
  };

  const beside = matchMedia("(min-width: 60.01rem)"); // else the cards cover the text, and come only when they are asked for
  text.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch" && !kept && beside.matches) tell(event.target.closest("mark"));
  });
  text.addEventListener("pointerleave", () => { if (!kept) tell(null); });
  text.addEventListener("click", (event) => { if (String(getSelection()) === "") keep(event.target.closest("mark")); });
  close.addEventListener("click", () => {
    (kept ?? told)?.focus({ preventScroll: true });
    keep(null);
  });

  // What may be marked or not.

  const groups = [...document.querySelectorAll(".groups input")];
  const isOff = (mark) => groups.some((box) => !box.checked && box.dataset.kinds.trim().split(" ").some((kind) => mark.classList.contains(kind)));
  for (const box of groups) box.addEventListener("change", () => text.classList.toggle(`no-${box.value}`, !box.checked));

  // By the keys the text is one stop of Tab; within it the arrows go from mark to mark.

  let reached = marks[0];
  const reach = (mark) => {
    reached?.setAttribute("tabindex", "-1");
    reached = mark;
    mark.setAttribute("tabindex", "0");
  };
  if (reached) reach(reached);
  text.addEventListener("focusin", (event) => { if (event.target.matches("mark") && !kept) tell(event.target); });
  text.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    if (at < 0) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key in steps) {
      let next = at + steps[event.key];
      while (marks[next] && (marks[next].dataset.facts === event.target.dataset.facts || isOff(marks[next]))) next += steps[event.key];
      if (!marks[next]) return;
      event.preventDefault();
      kept = null;
      reach(marks[next]);
      marks[next].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      keep(event.target);
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { keep(null); tell(null); } });

  // A link to a fact shows it, wherever it comes from.

  const flash = (found) => {
    found.classList.remove("flash");
    void found.offsetWidth; // so that it flashes again where it did before
    found.classList.add("flash");
  };
  const follow = () => {
    const id = location.hash.slice(1);
    const found = id && byId(id);
    if (!found) return;
    const mark = found.closest("mark");
    if (found.matches("tr") && found.hidden) clear();
    if (text.contains(found) && mark) keep(mark);
    if (mark || found.matches("tr")) {
      (mark ?? found).scrollIntoView({ block: beside.matches ? "center" : "start", behavior: calm ? "auto" : "smooth" });
      flash(mark ?? found);
    }
  };
  addEventListener("hashchange", follow);
  addEventListener("load", follow);

  // Tasks by words (with diacritics where they are written, else without), agency, domain, confidence.

  const filters = byId("filters");
  const entries = [...document.querySelectorAll("#task-table tbody tr")].map((row) => {
    const said = [...row.querySelectorAll("[data-words]")].map((cell) => cell.textContent).join(" ").toLowerCase().normalize("NFC");
    return { row, said, plain: kehoach.fold(said), bodies: row.dataset.bodies.split(" "), domains: row.dataset.domains.split(" "), low: "low" in row.dataset };
  });
  const counts = [...document.querySelectorAll("#shown .say")].map((each) => ({ each, words: each.textContent }));
  const filter = () => {
    const { words, body, domain, low } = filters.elements;
    const wanted = words.value.toLowerCase().normalize("NFC").split(/\s+/).filter(Boolean);
    const fits = (entry) =>
      wanted.every((word) => (kehoach.fold(word) === word ? entry.plain : entry.said).includes(word)) &&
      (!body.value || entry.bodies.includes(body.value)) &&
      (!domain.value || entry.domains.includes(domain.value)) &&
      (!low.checked || entry.low);
    for (const entry of entries) entry.row.hidden = !fits(entry);
    const left = entries.filter((entry) => !entry.row.hidden).length;
    for (const { each, words } of counts) each.textContent = words.replace("{}", left);
    byId("none-shown").hidden = left > 0;
    byId("task-table").parentElement.hidden = left === 0;
  };
  const clear = () => { filters.reset(); filter(); };
  if (filters) {
    filters.hidden = byId("shown").hidden = false;
    filters.addEventListener("input", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // On a phone a row is a card, whose values say what they are.

  const name = () => {
    for (const table of document.querySelectorAll("table.entries")) {
      const heads = [...table.tHead.rows[0].cells].map((cell) => cell.innerText.trim());
      for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, index) => { cell.dataset.label = heads[index]; });
      table.classList.add("cards");
    }
  };
  name();
  document.addEventListener("kehoach:language", name);

  // The outline shows where the reader is.

  const outline = document.querySelector(".outline");
  if (outline) {
    if (getComputedStyle(outline).position === "static") outline.open = false; // where it stands above the text, not beside it
    const links = new Map([...outline.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
    const headings = [...links.keys()].map(byId).filter(Boolean);
    const here = new IntersectionObserver(() => {
      const last = headings.findLast((each) => each.getBoundingClientRect().top < innerHeight / 3);
      outline.querySelector("[aria-current]")?.removeAttribute("aria-current");
      if (last) links.get(last.id).setAttribute("aria-current", "location");
    }, { rootMargin: "0px 0px -66% 0px" });
    for (const heading of headings) here.observe(heading);
  }
})();
