"use strict";
// Keys and small helps. Every page works without them.

const keys = document.getElementById("keys");
const correction = document.getElementById("correction");
const correct = document.getElementById("correct");
const steps = { a: "accept", c: "correct", r: "reject", n: "next", u: "undo" };

if (keys) {
  keys.checked = localStorage.getItem("keys") !== "off";
  keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && correction && correction.open) {
    correction.open = false;
    correction.querySelector("summary").focus();
    return;
  }
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || (keys && !keys.checked)) return;
  const step = steps[event.key] && document.getElementById(steps[event.key]);
  if (step && !(correction && correction.open && event.key !== "n")) {
    event.preventDefault();
    step.click();
  }
});

if (correct) {
  correct.addEventListener("click", (event) => {
    event.preventDefault();
    correction.open = true;
    correction.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
}

for (const more of document.querySelectorAll("button.more")) {
  more.hidden = false;
  more.addEventListener("click", () => {
    const inputs = more.parentElement.querySelectorAll("input");
    const added = inputs[inputs.length - 1].cloneNode();
    added.value = "";
    more.before(added);
    added.focus();
  });
}

const reader = document.getElementById("read-deadline");
if (reader) {
  const fields = reader.closest("fieldset");
  const field = (name) => fields.querySelector(`[name=${name}]`);
  reader.hidden = false;
  reader.addEventListener("click", async () => {
    const words = field("deadline").value;
    const answer = await fetch(`/deadline?${new URLSearchParams({ words, plan_id: fields.dataset.plan })}`);
    const read = answer.ok ? await answer.json() : {};
    for (const name of ["kind", "start", "end", "frequency"]) field(`deadline_${name}`).value = read[name] || "";
    field("deadline").setAttribute("aria-invalid", String(!read.kind));
  });
}

const whole = document.getElementById("whole");
const missed = document.getElementById("missed");
if (whole && missed) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (chosen.isCollapsed || !whole.contains(chosen.anchorNode) || !whole.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.setStart(whole, 0);
    before.setEnd(range.startContainer, range.startOffset);
    missed.elements.words.value = range.toString();
    missed.elements.start.value = Array.from(before.toString()).length;
  });
}

const fact = document.querySelector(".context mark.fact");
if (fact) {
  const box = fact.closest(".context");
  box.scrollTop = fact.offsetTop - box.clientHeight / 4;
}
