// Adds the print button: without a script there is nothing it could do, so without a script it is not there.
const tools = document.querySelector("[data-tools]");

if (tools && window.print) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = tools.dataset.print;
  button.addEventListener("click", () => window.print());
  tools.append(button);
}
