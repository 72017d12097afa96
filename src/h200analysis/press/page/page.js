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

// A figure opens its card, and the page stays where it is: beside the figure, or on a phone at the
// foot of the screen. Where no script runs, the link shows the card by itself.
const phone = matchMedia("(max-width: 30rem)");

function showCard(figure, card) {
  card.showPopover();
  card.scrollTop = 0;
  card.querySelector("button").focus({ preventScroll: true });
  if (phone.matches) {
    card.removeAttribute("style");
    return;
  }
  const place = figure.getBoundingClientRect();
  const left = Math.min(place.left, page.clientWidth - card.offsetWidth - 16);
  card.style.left = `${Math.max(left, 16) + scrollX}px`;
  card.style.top = `${place.bottom + scrollY + 6}px`;
}

// What a link leads to may lie in a folded list.
function unfold(address) {
  const target = address.length > 1 && document.getElementById(decodeURIComponent(address.slice(1)));
  const folded = target && target.closest("details");
  if (folded) folded.open = true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  const card = link.matches(".figure") && document.querySelector(link.hash);
  if (card?.showPopover) {
    event.preventDefault();
    showCard(link, card);
  } else {
    unfold(link.hash);
    link.closest(".figure-card")?.hidePopover?.(); // it leads to a source further down
  }
});

unfold(location.hash);
addEventListener("hashchange", () => unfold(location.hash));
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.folded")) folded.open = true;
});
