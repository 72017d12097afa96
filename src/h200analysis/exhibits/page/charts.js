// Runs inside the Vega bundle, which provides vegaEmbed. Each chart stands in the page as a
// picture; this puts the living chart in its place, and leaves the picture where that fails.
const options = {
  actions: false,
  ast: true, // expressions are interpreted, so the page needs no unsafe-eval
  defaultStyle: false,
  mode: "vega-lite",
  renderer: "svg",
};

// Vega writes the bare number beside a slider. A reader, and a screen reader, gets 2,000,000; and
// 25% of a share, which is known by the % in its label.
function word(input, view) {
  const isShare = input.closest("label").textContent.includes("(%");
  const style = isShare ? "percent" : "decimal";
  const numbers = new Intl.NumberFormat("en-US", { style, maximumFractionDigits: 2 });
  const written = document.createElement("span");
  written.ariaHidden = "true"; // the slider itself says it
  const show = (_, value) => {
    written.textContent = input.ariaValueText = numbers.format(value);
  };
  input.nextElementSibling.replaceWith(written);
  view.addSignalListener(input.name, show);
  show(input.name, view.signal(input.name));
}

async function draw(figure) {
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const picture = figure.querySelector(".picture");
  const stage = figure.querySelector(".stage");
  stage.hidden = false;
  try {
    const { view } = await vegaEmbed(stage, spec, options);
    stage.querySelectorAll("input[type='range']").forEach((input) => word(input, view));
    figure.view = view;
    picture.remove();
  } catch {
    stage.replaceChildren();
    stage.hidden = true;
  }
}

document.querySelectorAll("figure.chart").forEach(draw);
