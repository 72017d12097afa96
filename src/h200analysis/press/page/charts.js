// Runs inside the Vega bundle, which provides vegaEmbed. Each chart stands in the page as a
// picture; this puts the living chart in its place, and leaves the picture where that fails.
const options = {
  actions: false,
  ast: true, // expressions are interpreted, so the page needs no unsafe-eval
  defaultStyle: false,
  mode: "vega-lite",
  renderer: "svg",
};

async function draw(figure) {
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const picture = figure.querySelector(".picture");
  const stage = figure.querySelector(".stage");
  stage.hidden = false;
  try {
    const { view } = await vegaEmbed(stage, spec, options);
    figure.view = view;
    picture.remove();
  } catch {
    stage.replaceChildren();
    stage.hidden = true;
  }
}

document.querySelectorAll("figure.chart").forEach(draw);
