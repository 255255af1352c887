// Filling in the tables: totals follow what is typed. Without this script they are right after the table is saved.
"use strict";
for (const form of document.querySelectorAll(".report-entry-table form")) {
  const outputs = [...form.querySelectorAll("output[data-sum]")].filter((output) => output.dataset.sum);
  const number = (name) => Number((form.elements[name]?.value ?? "").replaceAll(",", ""));
  form.addEventListener("input", () => {
    for (const output of outputs) {
      const sum = output.dataset.sum.split(" ").reduce((total, name) => total + number(name), 0);
      output.value = Number.isFinite(sum) ? String(sum) : "—";
    }
  });
}
