// What the renderer's page holds beside Plotly and the script of the pages' pictures: it is given
// what a visitor's page has, and answers with the file as a text.

/** Makes the fonts known to the page, because Plotly measures with them what it lays out. */
async function prepare(fonts) {
    for (const [weight, address] of Object.entries(fonts)) {
        const face = new FontFace(FAMILY, `url("${address}")`, { weight });
        document.fonts.add(await face.load());
    }
    globalThis.fonts = fonts;
}

/** The picture as an SVG, or as a PNG in base64. */
async function made(asked, format) {
    const { figure, config, width, height, ...data } = asked;
    Object.assign(data, {
        fonts: globalThis.fonts,
        drawn: () =>
            Plotly.toImage(
                { data: figure.data, layout: figure.layout, config },
                { format: "svg", imageDataOnly: true, width, height },
            ),
    });
    if (format === "svg") return svg(data);
    const bytes = new Uint8Array(await (await png(data)).arrayBuffer());
    let letters = "";
    for (let at = 0; at < bytes.length; at += 32768)
        letters += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(letters);
}
