// The button that opens and closes the code of every cell at once.
const button = document.querySelector("#code-switch");
const cells = document.querySelectorAll("details.code");

function show(isOpen) {
  for (const cell of cells) cell.open = isOpen;
  button.setAttribute("aria-pressed", String(isOpen));
  button.textContent = isOpen ? "Hide code" : "Show code";
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-pressed") !== "true"));
}
