// The chart as a picture: made where the chart is, in the visitor's browser, from the layout for
// pictures, which the server gives when it is asked for. The server draws its own with this script,
// too (lib/pictures), and says in `data` what only a page knows: the address of the view, the fonts,
// and how the chart is drawn.
//
// Plotly writes the chart as an SVG. That SVG names its font and does not hold it, and a picture is
// drawn without the fonts of the page, so the font is put inside. PNG and clipboard are drawn from
// the very SVG that is given away.

const FAMILY = "Removals Sans";
const FONTS = { 400: "removals-sans-400.woff2", 700: "removals-sans-700.woff2" };
const SCALE = 2;
const PATIENCE = 5000;
// Pixels at the top of a picture in which its title begins, and at its foot in which its source
// ends.
const HEADING = 60;
const FOOT = 40;
// The most letters of the address in a picture.
const LONGEST = 150;

/** The chart as an SVG document that needs nothing from outside. */
async function svg(data) {
    const faces = await Promise.all(Object.entries(data.fonts ?? FONTS).map(face));
    const text = await (data.drawn ?? drawn)(data);
    const picture = new DOMParser().parseFromString(text, "image/svg+xml");
    const root = picture.documentElement;
    const add = (name, text) => {
        const element = picture.createElementNS("http://www.w3.org/2000/svg", name);
        element.textContent = text;
        root.prepend(element);
    };
    add("style", `${faces.join(" ")} text { text-rendering: geometricPrecision; }`);
    add("desc", `${data.source}. ${data.address ?? window.location.href}`);
    add("title", data.title);
    return new XMLSerializer().serializeToString(picture);
}

/** The last line of a picture: whose it is, the address that opens it again, and the day. */
function signature(product) {
    const { host, pathname, search } = window.location;
    const address = decodeURIComponent(host + pathname + search).replace(/\/$/, "");
    const short = address.length > LONGEST ? `${address.slice(0, LONGEST)}…` : address;
    return [product, short, day()].join(" · ");
}

/** Today, as people write it. */
function day() {
    const language = document.documentElement.lang || "en-US";
    return new Date().toLocaleDateString(language, { dateStyle: "long" });
}

/**
 * A weight of the font as a rule that holds it; text that still waits for it is not drawn in
 * another.
 */
async function face([weight, file]) {
    // The chart on the page is measured with it too, so it has to be there before the chart is
    // written.
    await document.fonts.load(`${weight} 16px "${FAMILY}"`);
    const address = file.startsWith("data:") ? file : `app/static/fonts/${file}`;
    const answer = await fetch(new URL(address, document.baseURI));
    if (!answer.ok) throw new Error(`its font is missing (${answer.status})`);
    const bytes = await answer.arrayBuffer();
    // Says so where it is no font: a picture would be drawn without it, and without a word.
    await new FontFace(FAMILY, bytes).load();
    const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
    return (
        `@font-face { font-family: "${FAMILY}"; font-weight: ${weight}; font-display: block; ` +
        `src: url("data:font/woff2;base64,${btoa(letters)}") format("woff2"); }`
    );
}

/** What the camera of Plotly's toolbar would save, as text. */
function drawn({ chart: key, picture, name }) {
    const chart = document.querySelector(`.st-key-${key} .js-plotly-plot`);
    const shown = { data: chart.data, layout: chart.layout };
    return new Promise((resolve, reject) => {
        const caught = (event) => {
            if (event.target.download !== `${name}.svg`) return;
            event.preventDefault();
            event.stopPropagation();
            stop();
            fetch(event.target.href)
                .then((answer) => answer.text())
                .then(resolve, reject);
        };
        const stop = () => {
            document.removeEventListener("click", caught, true);
            clearTimeout(late);
        };
        const late = setTimeout(() => {
            stop();
            reject(new Error("the chart did not answer"));
        }, 4 * PATIENCE);
        document.addEventListener("click", caught, true);
        // The camera copies what the chart is made of as soon as it is pressed.
        Object.assign(chart, picture);
        try {
            chart.querySelector(".modebar-btn").click();
        } finally {
            Object.assign(chart, shown);
        }
    });
}

/** The SVG in pixels, with what it shows and where it is from in its metadata. */
async function png(data) {
    const text = await svg(data);
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    try {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = document.createElement("canvas");
        const scale = data.scale ?? SCALE;
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        await draw(image, canvas, scale);
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
        return described(blob, {
            Title: data.title,
            Source: data.source,
            URL: data.address ?? window.location.href,
            Software: "Removals by month",
            "Creation Time": new Date().toUTCString(),
        });
    } finally {
        URL.revokeObjectURL(address);
    }
}

/**
 * Draws until all text is there: a picture says that it is ready before the fonts inside it are,
 * and each of the two comes in its own time.
 */
async function draw(image, canvas, scale) {
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    const pixels = (from, height) =>
        new Uint32Array(
            brush.getImageData(0, from * scale, canvas.width, height * scale).data.buffer,
        );
    const written = (from, height) => new Set(pixels(from, height)).size > 1;
    const until = performance.now() + PATIENCE;
    for (let before, now; ; before = now) {
        brush.drawImage(image, 0, 0, canvas.width, canvas.height);
        // At the top stands the title, which is bold, and nothing else; at the bottom the source,
        // which is not.
        const complete = written(0, HEADING) && written(image.naturalHeight - FOOT, FOOT);
        now = pixels(0, image.naturalHeight).reduce(
            (sum, pixel) => (Math.imul(sum, 31) + pixel) | 0,
            0,
        );
        if (complete && now === before) return;
        if (performance.now() > until) throw new Error("its font does not load");
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
}

const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
    for (let bit = 0; bit < 8; bit++)
        number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
    return number;
});

/**
 * The PNG with texts behind its header, as the chunks iTXt of the format (PNG, third edition,
 * 11.3.3.4).
 */
async function described(blob, texts) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const encode = (text) => new TextEncoder().encode(text);
    const chunks = Object.entries(texts).map(([keyword, text]) => {
        // After the keyword: not compressed, no language, no translated keyword.
        const content = [...encode("iTXt"), ...encode(keyword), 0, 0, 0, 0, 0, ...encode(text)];
        const check = ~content.reduce((sum, byte) => CRC[(sum ^ byte) & 255] ^ (sum >>> 8), ~0);
        const chunk = new DataView(new ArrayBuffer(content.length + 8));
        chunk.setUint32(0, content.length - 4);
        new Uint8Array(chunk.buffer).set(content, 4);
        chunk.setUint32(content.length + 4, check >>> 0);
        return chunk.buffer;
    });
    const header = 8 + 25;
    return new Blob([bytes.subarray(0, header), ...chunks, bytes.subarray(header)], {
        type: "image/png",
    });
}

function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
