// Only the browser knows how much width it has for the page; it says so once, and again when that changes because a
// window or the sidebar is made narrow or wide.
export default function ({ data, parentElement, setStateValue }) {
    // Called anew with each run of the page; a watcher of an earlier run would tell again what is known by now.
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
