// Only the browser knows how much width it has for the page; it says so once, and again when that
// changes because a window or the sidebar is made narrow or wide.
// Of Streamlit's colors only components hear; our styles of the page want them too.
const COLORS = ["background", "secondary-background", "text", "primary", "border"].map(
    (name) => `--st-${name}-color`,
);
// Pixels between the margins of a sheet of A4; Letter is a little wider.
const PAPER = 680;
const FONTS = ['400 16px "Removals Sans"', '700 16px "Removals Sans"'];

export default function ({ data, parentElement, setStateValue }) {
    loadFonts();
    const here = getComputedStyle(parentElement.host ?? parentElement);
    for (const name of COLORS)
        document.documentElement.style.setProperty(name, here.getPropertyValue(name));
    // Called anew with each run of the page; a watcher of an earlier run would tell again what is
    // known by now.
    parentElement.watcher?.disconnect();
    let told = data.told;
    const watcher = new ResizeObserver(([page]) => {
        const [width] = data.widths.find(([, least]) => page.contentRect.width >= least);
        if (width !== told) setStateValue("width", (told = width));
    });
    window.onbeforeprint = fitToPaper;
    watcher.observe(document.querySelector("[data-testid=stMainBlockContainer]"));
    parentElement.watcher = watcher;
    return () => watcher.disconnect();
}

/**
 * Asks for the charts' font before there is a chart; one that was drawn sooner is drawn once more.
 */
function loadFonts() {
    if (FONTS.every((font) => document.fonts.check(font))) return;
    Promise.all(FONTS.map((font) => document.fonts.load(font))).then(() =>
        window.dispatchEvent(new Event("resize")),
    );
}

/** A chart has the width of the screen, and paper is narrower. */
function fitToPaper() {
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
        const zoom = Math.min(1, PAPER / chart.offsetWidth);
        chart.parentElement.style.setProperty("--on-paper", zoom.toFixed(3));
    }
}
