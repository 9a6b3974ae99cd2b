
"use strict";

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const turns = { none: "ascending", ascending: "descending", descending: "none" };

function key(row, column, number) {
  const text = row.cells[column].textContent.trim();
  return text && number ? Number(text) : text;
}

function compare(one, other, number) {
  if (one === "" || other === "") return (one === "") - (other === "");
  return number ? one - other : collator.compare(one, other);
}

function sort(rows, column, number, order) {
  if (order === "none") return rows;
  const sign = order === "descending" ? -1 : 1;
  return [...rows].sort((a, b) => {
    const one = key(a, column, number);
    const other = key(b, column, number);
    const found = compare(one, other, number);
    return one === "" || other === "" ? found : sign * found;
  });
}

// Not a <button>: its text is missing where Chromium repeats a table head on the next printed page.
function makeButton(head, press) {
  const button = document.createElement("span");
  button.setAttribute("role", "button");
  button.tabIndex = 0;
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", press);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  });
}

function makeSortable(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 2) return;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    makeButton(head, () => {
      const order = turns[head.getAttribute("aria-sort") ?? "none"];
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (order !== "none") head.setAttribute("aria-sort", order);
      body.append(...sort(rows, column, head.classList.contains("number"), order));
    });
  });
}

document.querySelectorAll("table").forEach(makeSortable);

// Older browsers do not open a folded part by themselves when a link leads into it.
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  const part = target?.closest("details");
  if (!part) return;
  part.open = true;
  part.scrollIntoView();
}

addEventListener("hashchange", openTarget);
openTarget();

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details.part:not([open])")];
  folded.forEach((part) => { part.open = true; });
});
addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));

function found(elements, words) {
  let count = 0;
  for (const element of elements) {
    element.words ??= element.textContent.toLowerCase();
    element.hidden = !element.words.includes(words);
    count += !element.hidden;
  }
  return count;
}

function showOnly(words, output) {
  let count = found(document.querySelectorAll("main > .table tbody tr"), words);
  document.querySelectorAll("details.part").forEach((part) => {
    const summary = part.querySelector("summary");
    const inside = found(part.querySelectorAll("figure.quote, tbody tr"), words);
    part.hidden = !inside && !summary.textContent.toLowerCase().includes(words);
    if (words && inside) summary.dataset.found = inside;
    else delete summary.dataset.found;
    count += inside;
  });
  output.textContent = words && count;
}

const search = document.querySelector("search");
if (search) {
  search.hidden = false;
  const [field, output] = [search.querySelector("input"), search.querySelector("output")];
  output.setAttribute("aria-live", "polite");
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => showOnly(field.value.trim().toLowerCase(), output), 150);
  });
}
