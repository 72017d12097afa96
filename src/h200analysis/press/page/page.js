// The button that opens and closes the code of every cell at once. Where a margin is missing to
// hold the marks of single cells, they show only with it.
const page = document.documentElement;
const button = document.querySelector("#code-switch");
const cells = document.querySelectorAll("details.code");

function show(isOpen) {
  for (const cell of cells) cell.open = isOpen;
  page.classList.toggle("code-shown", isOpen);
  button.setAttribute("aria-pressed", String(isOpen));
  button.textContent = isOpen ? "Hide code" : "Show code";
}

if (button) {
  page.classList.add("scripted");
  button.hidden = false;
  button.addEventListener("click", () => show(button.getAttribute("aria-pressed") !== "true"));
}
