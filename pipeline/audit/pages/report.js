// What every page of the report does: speak the reader's language, and remember it where the browser lets a page opened from disk do so.
"use strict";
(() => {
  const kehoach = (window.kehoach ??= {});
  const KEY = "kehoach-language";
  const root = document.documentElement;

  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const remember = (language) => {
    try { localStorage.setItem(KEY, language); } catch { /* a browser may keep nothing for files */ }
  };

  kehoach.language = () => root.dataset.language;

  // Shows the words of one language; tells listeners of "kehoach:language" on the document.
  kehoach.speak = (language) => {
    root.dataset.language = language;
    for (const each of document.querySelectorAll("[data-en]")) each.textContent = each.dataset[language];
    for (const name of ["aria-label", "placeholder", "title", "alt"]) {
      for (const each of document.querySelectorAll(`[data-en-${name}]`)) each.setAttribute(name, each.getAttribute(`data-${language}-${name}`));
    }
    for (const button of document.querySelectorAll("[data-speak]")) button.setAttribute("aria-pressed", String(button.dataset.speak === language));
    document.dispatchEvent(new CustomEvent("kehoach:language", { detail: language }));
  };

  const wanted = new URLSearchParams(location.search).get("lang") ?? remembered();
  if (wanted === "en") root.dataset.language = "en"; // before anything is drawn
  document.addEventListener("DOMContentLoaded", () => {
    if (root.dataset.language === "en") kehoach.speak("en");
    for (const button of document.querySelectorAll("[data-speak]")) {
      button.addEventListener("click", () => { remember(button.dataset.speak); kehoach.speak(button.dataset.speak); });
    }
  });
})();
