// Shows the still of the page's chart until the chart itself is drawn, and then takes the first paint
// away. It stands within the page, because whatever is fetched comes later.

(() => {
  const frame = document.getElementById("first-paint");
  const place = frame.querySelector(".chart");
  // Milliseconds that a chart may take to be drawn once its card is there, and to be drawn in the
  // look of the screen once it is drawn in another, because the server was told of it since.
  const PATIENCE = 30000;
  const LOOK = 3000;
  // The widths that there are stills of (lib/api/stills.py).
  const LEAST = 200;
  const MOST = 1400;
  const CARD = "[class*='st-key-card-chart-']";
  // A page without a chart has painted when its script has run; one that cannot says so in a message
  // or in a dialog.
  const SAID = "[data-testid=stAlert], [role=dialog], [data-testid=stException]";
  const DONE = "[data-test-script-state=notRunning] h1";

  let patience, drawn;

  async function showStill() {
    // The room inside a card: its border, and the padding of it.
    const width = Math.round(place.clientWidth - 8);
    if (width < LEAST || width > MOST) return;
    const asked = new URLSearchParams(window.location.search);
    asked.set("width", width);
    asked.set("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    const answer = await fetch(`${place.dataset.still}?${asked}`);
    if (answer.status !== 200) return;
    place.innerHTML = await answer.text();
    place.classList.add("drawn");
  }

  /** Whether the chart is drawn as in the still: as high, and on the same ground. */
  function isAsDrawn(chart) {
    const still = place.querySelector("svg");
    if (!still) return true;
    const ground = getComputedStyle(still.querySelector("rect")).fill;
    const higher = chart.getAttribute("height") - still.getAttribute("height");
    return Math.abs(higher) < 2 && getComputedStyle(chart).backgroundColor === ground;
  }

  function isPainted() {
    if (document.querySelector(SAID)) return true;
    const card = document.querySelector(CARD);
    if (!card) return document.querySelector(DONE) !== null;
    patience ??= setTimeout(leave, PATIENCE);
    const chart = card.querySelector(".js-plotly-plot .main-svg");
    if (!chart?.querySelector(".js-line, .points path, .bars path")) return false;
    drawn ??= setTimeout(leave, LOOK);
    return isAsDrawn(chart);
  }

  function leave() {
    clearTimeout(patience);
    clearTimeout(drawn);
    watching.disconnect();
    frame.remove();
  }

  const watching = new MutationObserver(() => isPainted() && leave());
  watching.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-test-script-state"],
  });
  if (place.dataset.still) showStill().catch(() => undefined);
})();
