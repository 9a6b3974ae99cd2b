
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
