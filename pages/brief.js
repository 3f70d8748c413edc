// The brief as a file: its text comes from the server, its pictures are made of the charts on the
// page, and the address and the day are the browser's.

export default function ({ data, parentElement }) {
    const buttons = Object.fromEntries(
        [...parentElement.querySelectorAll("button")].map((button) => [button.name, button]),
    );
    const said = parentElement.querySelector("[role=status]");
    for (const [name, button] of Object.entries(buttons)) button.textContent = data.labels[name];
    const attempt = (action) => async () => {
        said.textContent = "";
        try {
            await action();
        } catch (error) {
            said.textContent = `${data.labels.failed}: ${error.message}`;
        }
    };
    const blob = (text, type) => new Blob([text], { type });
    buttons.markdown.onclick = attempt(() =>
        save(blob(signed(data.markdown), "text/markdown"), `${data.name}.md`),
    );
    buttons.html.onclick = attempt(async () =>
        save(blob(await page(data), "text/html"), `${data.name}.html`),
    );
    buttons.print.onclick = attempt(async () => print(await page(data)));
}

function signed(text, escape = (words) => words) {
    return text
        .replace("[address]", () => escape(window.location.href))
        .replace("[date]", () => new Date().toISOString().slice(0, 10));
}

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (words) => words.replace(/[&<>"]/g, (letter) => ESCAPED[letter]);

/** The whole page, each chart as a picture inside it. */
async function page(data) {
    let text = signed(data.html, escaped);
    for (const chart of data.charts) {
        // One after the other: the camera that they share takes one chart at a time.
        const bytes = new TextEncoder().encode(await svg(chart));
        const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
        const image =
            `<img alt="${escaped(chart.alt)}" ` +
            `src="data:image/svg+xml;base64,${btoa(letters)}">`;
        text = text.replace(chart.slot, () => image);
    }
    return text;
}

/** Prints a page from a frame of its own, which browsers also save as a PDF. */
function print(text) {
    const frame = document.createElement("iframe");
    frame.style.display = "none";
    frame.srcdoc = text;
    frame.onload = () => {
        frame.contentWindow.onafterprint = () => frame.remove();
        frame.contentWindow.print();
    };
    document.body.append(frame);
}
