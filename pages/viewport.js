const FONTS = ['400 16px "Removals Sans"', '700 16px "Removals Sans"'];

export default function ({ data, parentElement, setStateValue }) {
    // Called anew with each run of the page; a watcher of an earlier run would tell again what is known by now.
    loadFonts();
    parentElement.watcher?.disconnect();
    let told = data.narrow;
    const watcher = new ResizeObserver(([page]) => {
        const narrow = page.contentRect.width < data.wide;
        if (narrow !== told) setStateValue("narrow", (told = narrow));
    });
    watcher.observe(document.querySelector("[data-testid=stMainBlockContainer]"));
    parentElement.watcher = watcher;
    return () => watcher.disconnect();
}

/** Asks for the charts' font before there is a chart; one that was drawn sooner is drawn once more. */
function loadFonts() {
    if (FONTS.every((font) => document.fonts.check(font))) return;
    Promise.all(FONTS.map((font) => document.fonts.load(font))).then(() => window.dispatchEvent(new Event("resize")));
}
