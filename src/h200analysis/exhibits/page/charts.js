// Runs inside the Vega bundle, which provides vegaEmbed. Each chart stands in the page as a
// picture. Of one that answers its reader this puts the living chart in its place, and leaves the
// picture where that fails.
const options = {
  actions: false,
  ast: true, // expressions are interpreted, so the page needs no unsafe-eval
  defaultStyle: false,
  mode: "vega-lite",
  renderer: "svg",
};

// Vega writes the bare number beside a slider. A reader, and a screen reader, gets 2,000,000; and
// 25% of a share, which is known by the % in its label. Below stand the slider's ends and steps.
function word(input, view) {
  const isShare = input.closest("label").textContent.includes("(%");
  const style = isShare ? "percent" : "decimal";
  const numbers = new Intl.NumberFormat("en-US", { style, maximumFractionDigits: isShare ? 1 : 2 });
  const written = document.createElement("span");
  const bounds = document.createElement("span");
  written.ariaHidden = bounds.ariaHidden = "true"; // the slider itself says them
  bounds.className = "bounds";
  const [low, high, step] = [input.min, input.max, input.step].map((end) => numbers.format(end));
  bounds.textContent = `${low} to ${high}, in steps of ${step}`;
  const show = (_, value) => {
    written.textContent = input.ariaValueText = numbers.format(value);
  };
  input.nextElementSibling.replaceWith(written, bounds);
  view.addSignalListener(input.name, show);
  show(input.name, view.signal(input.name));
}

const PAUSE = 800; // milliseconds, after which a reader has stopped moving a slider

// What the sliders give is drawn; who hears the page is told it once the sliders rest.
function announce(stage, inputs, view, results) {
  const said = document.createElement("p");
  said.className = "said";
  said.role = "status";
  stage.append(said);
  let waiting;
  const say = () => {
    said.textContent = results.map(([label, name]) => `${label}: ${view.signal(name)}`).join("; ");
  };
  for (const input of inputs) {
    view.addSignalListener(input.name, () => {
      clearTimeout(waiting);
      waiting = setTimeout(say, PAUSE);
    });
  }
}

function addReset(stage, inputs, view) {
  const starts = inputs.map((input) => [input.name, view.signal(input.name)]);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Reset";
  button.addEventListener("click", () => {
    for (const [name, value] of starts) view.signal(name, value);
    view.runAsync();
  });
  stage.append(button);
}

async function draw(figure) {
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const picture = figure.querySelector(".picture");
  const stage = figure.querySelector(".stage");
  stage.hidden = false;
  try {
    const { view } = await vegaEmbed(stage, spec, options);
    const inputs = [...stage.querySelectorAll("input[type='range']")];
    inputs.forEach((input) => word(input, view));
    if (inputs.length) addReset(stage, inputs, view);
    if (spec.usermeta?.results) announce(stage, inputs, view, spec.usermeta.results);
    figure.view = view;
    picture.remove();
  } catch {
    stage.replaceChildren();
    stage.hidden = true;
  }
}

document.querySelectorAll("figure.chart:has(> script)").forEach(draw);
