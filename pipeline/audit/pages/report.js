// What every page of the report does: speak the reader's language (and remember it where the browser lets a page opened from disk do so),
// sort tables by their heads, and filter their rows.
"use strict";
(() => {
  const kehoach = (window.kehoach ??= {});
  const KEY = "kehoach-language";
  const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt"];
  const root = document.documentElement;

  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const remember = (language) => {
    try { localStorage.setItem(KEY, language); } catch { /* the links carry it on */ }
  };

  kehoach.language = () => root.dataset.language;

  // Shows the words of one language; listeners of "kehoach:language" on the document are told.
  kehoach.speak = (language) => {
    root.dataset.language = language;
    for (const each of document.querySelectorAll("[data-en]")) each.textContent = each.dataset[language];
    for (const name of ATTRIBUTES) {
      for (const each of document.querySelectorAll(`[data-en-${name}]`)) each.setAttribute(name, each.getAttribute(`data-${language}-${name}`));
    }
    for (const button of document.querySelectorAll("[data-speak]")) button.setAttribute("aria-pressed", String(button.dataset.speak === language));
    document.dispatchEvent(new CustomEvent("kehoach:language", { detail: language }));
  };

  // Letters without diacritics, so that "so noi vu" finds "Sở Nội vụ".
  kehoach.fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/\s+/g, " ").trim();

  const cellOf = (row, column) => {
    let at = 0;
    for (const cell of row.cells) {
      if (column < at + cell.colSpan) return cell;
      at += cell.colSpan;
    }
    return null;
  };
  // What a cell is sorted by: the text that stands in it, in the reader's language, or a number.
  const valueOf = (row, column) => {
    const cell = cellOf(row, column);
    if (!cell) return "";
    const inner = cell.querySelector("b") ?? cell;
    const said = inner.querySelector(`.say[lang="${kehoach.language()}"]`) ?? inner;
    const told = (cell.dataset.value ?? said.textContent).trim().replace(/^(\d+)\/\d+$/, "$1");
    if (/^-?\d{1,3}([.,]\d{3})+$/.test(told)) return Number(told.replace(/[.,]/g, ""));
    return /^-?\d+([.,]\d+)?$/.test(told) ? Number(told.replace(",", ".")) : told;
  };

  const collator = new Intl.Collator("vi", { numeric: true });
  const compare = (one, other) => {
    if (one === "" || other === "") return (one === "") - (other === "");
    if (typeof one === "number" && typeof other === "number") return one - other;
    return collator.compare(String(one), String(other));
  };

  const sortBy = (table, head) => {
    const descending = head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && head.matches(".number, .component"));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [valueOf(row, head.cellIndex), row]);
    rows.sort(([one], [other]) => (one === "" || other === "" ? compare(one, other) : descending ? compare(other, one) : compare(one, other)));
    body.append(...rows.map(([, row]) => row));
  };

  const filter = (form) => {
    const table = document.getElementById(form.dataset.filters);
    const wanted = [...new FormData(form)].filter(([, value]) => value.trim());
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !wanted.every(([name, value]) => {
        if (name !== "q") return (row.dataset[name] ?? "").split(" ").includes(value);
        row.folded ??= kehoach.fold(row.textContent);
        return kehoach.fold(value).split(" ").every((word) => row.folded.includes(word));
      });
      shown += !row.hidden;
    }
    for (const count of document.querySelectorAll(`[data-shown="${form.dataset.filters}"]`)) count.textContent = String(shown);
  };

  const asked = new URLSearchParams(location.search);
  if ((asked.get("lang") ?? remembered()) === "en") root.dataset.language = "en"; // before anything is drawn

  document.addEventListener("DOMContentLoaded", () => {
    if (kehoach.language() === "en") kehoach.speak("en");
    for (const button of document.querySelectorAll("[data-speak]")) {
      button.addEventListener("click", () => { remember(button.dataset.speak); kehoach.speak(button.dataset.speak); });
    }
    for (const table of document.querySelectorAll("table[data-sortable]")) {
      table.tHead.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button) sortBy(table, button.closest("th"));
      });
    }
    for (const form of document.querySelectorAll("form[data-filters]")) {
      for (const [name, value] of asked) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
      form.addEventListener("input", () => filter(form));
      form.addEventListener("submit", (event) => event.preventDefault());
      filter(form);
    }
  });

  // A browser may keep nothing for pages opened from disk: then the links carry the language.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.hasAttribute("download") || link.protocol !== location.protocol || link.getAttribute("href").startsWith("#")) return;
    if (remembered() === kehoach.language() || (kehoach.language() === "vi" && !remembered() && !asked.has("lang"))) return;
    const search = new URLSearchParams(link.search);
    search.set("lang", kehoach.language());
    link.search = search.toString();
  });
})();
