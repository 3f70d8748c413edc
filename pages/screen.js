// Only the browser knows how much width it has for the page; it says so once, and again when that
// changes because a window or the sidebar is made narrow or wide.
// Of Streamlit's colors only components hear; our styles of the page want them too.
const COLORS = ["background", "secondary-background", "text", "primary", "border"].map(
    (name) => `--st-${name}-color`,
);
// Pixels between the margins of a sheet of A4; Letter is a little wider.
const PAPER = 680;
const FONTS = ['400 16px "Removals Sans"', '700 16px "Removals Sans"'];

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
    loadFonts();
    const here = getComputedStyle(parentElement.host ?? parentElement);
    for (const name of COLORS)
        document.documentElement.style.setProperty(name, here.getPropertyValue(name));
    speak(data);
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
    parentElement.line?.disconnect();
    const line = (parentElement.line = watchLine(() => setTriggerValue("returned", true)));
    return () => {
        watcher.disconnect();
        line.disconnect();
    };
}

/**
 * Tells when the line to the server was lost and is there again. The server may be another one by
 * then, which has never run the page and would not hear what is pressed in a part of it.
 */
function watchLine(tell) {
    const STATE = "data-test-connection-state";
    const app = document.querySelector("[data-testid=stApp]");
    let lost = false;
    const watcher = new MutationObserver(() => {
        const there = app.getAttribute(STATE) === "CONNECTED";
        if (there && lost) tell();
        lost = !there;
    });
    watcher.observe(app, { attributes: true, attributeFilter: [STATE] });
    return watcher;
}

/** The document is in the language of its text, and the address says which that is. */
function speak({ language, usual }) {
    document.documentElement.lang = language;
    const address = new URL(window.location.href);
    if (language !== usual && !address.searchParams.has("lang")) {
        address.searchParams.set("lang", language);
        window.history.replaceState(window.history.state, "", address);
    }
    document.onclick = switchLanguage;
    for (const event of ["pointerover", "focusin"]) document.addEventListener(event, keepLanguage);
}

/** Follows a link to another language without leaving the page, whose choices stay. */
function switchLanguage(event) {
    const link = event.target.closest?.(".languages a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
        return;
    event.preventDefault();
    const address = new URL(window.location.href);
    // The way back leads to the language of before, whatever the visit speaks by then.
    address.searchParams.set("lang", document.documentElement.lang);
    window.history.replaceState(window.history.state, "", address);
    address.searchParams.set("lang", link.hreflang);
    window.history.pushState(null, "", address);
    // The page listens to the browser's Back and Forward, and asks the server for what the address
    // says then.
    window.dispatchEvent(new PopStateEvent("popstate"));
}

/** A link to a page that is opened in another tab, or copied, says the language too; one to another
 * language says the view as it is now. */
function keepLanguage(event) {
    const link = event.target.closest?.("a[href]");
    if (link?.matches(".languages a")) {
        const here = new URL(window.location.href);
        here.searchParams.set("lang", link.hreflang);
        link.href = here.href;
        return;
    }
    const language = new URL(window.location.href).searchParams.get("lang");
    if (!link || !language) return;
    const address = new URL(link.href);
    if (address.origin !== window.location.origin || link.getAttribute("href").startsWith("#")) return;
    if (address.pathname.includes("/app/") || address.pathname.includes("/api/")) return;
    if (address.searchParams.has("lang")) return;
    address.searchParams.set("lang", language);
    link.href = address.href;
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
