// The button that shows the code of every cell and hides it again. Until then the page is free of
// code; where no script runs, each cell opens by itself.
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
