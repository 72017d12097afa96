// Shows page and PDF, and loads each anew when there is a new one; the page stays where it was read.
"use strict";

const at = (id) => document.getElementById(id);
const page = at("page"), paper = at("paper");
const shown = { page: 0, paper: 0 };
let scrolled = 0;

const show = (name) => {
  page.hidden = name !== "page";
  paper.hidden = name !== "paper";
  at("page-shown").setAttribute("aria-pressed", String(name === "page"));
  at("paper-shown").setAttribute("aria-pressed", String(name === "paper"));
};

const tell = (news) => {
  const failed = news.state === "failed";
  at("state").textContent = failed ? "Failed; below is the last that ran" : news.told;
  at("error").hidden = !failed;
  at("error").textContent = failed ? news.told : "";
  at("faults").hidden = news.faults.length === 0;
  at("faults").querySelector("summary").textContent = `To mend before it is built: ${news.faults.length}`;
  at("faults").querySelector("ul").replaceChildren(...news.faults.map((fault) => {
    const item = document.createElement("li");
    item.textContent = fault;
    return item;
  }));
};

page.addEventListener("load", () => {
  page.contentWindow.scrollTo(0, scrolled);
  document.title = page.contentDocument.title || "Preview";
});
at("page-shown").addEventListener("click", () => show("page"));
at("paper-shown").addEventListener("click", () => show("paper"));

const news = new EventSource("news");
news.onmessage = (event) => {
  const told = JSON.parse(event.data);
  tell(told);
  if (told.page > shown.page) {
    scrolled = page.contentWindow.scrollY;
    page.contentWindow.location.reload();
  }
  if (told.paper > shown.paper) paper.src = `briefing.pdf?${told.paper}`;
  shown.page = told.page ?? shown.page;
  shown.paper = told.paper ?? shown.paper;
};
news.onerror = () => { at("state").textContent = "h200 watch has ended"; };
