// A chart on another site's page: drawn for the room that the frame has, and in the visitor's choice
// of light or dark, and anew when either changes.

(async () => {
    const FONT = "Removals Sans";
    const WAIT = 100;
    const chart = document.getElementById("chart");
    const { light, dark, config } = JSON.parse(document.getElementById("figures").textContent);
    const darkness = matchMedia("(prefers-color-scheme: dark)");
    await Promise.allSettled([400, 700].map((weight) => document.fonts.load(`${weight} 16px "${FONT}"`)));

    /** The figure for a width: the widest that fits it. */
    function fitting(width) {
        const figures = (darkness.matches ? dark : light) ?? light ?? dark;
        const widths = Object.keys(figures).map(Number);
        const fit = widths.filter((each) => each <= width);
        return figures[fit.length ? Math.max(...fit) : Math.min(...widths)];
    }

    function draw() {
        const { data, layout } = fitting(chart.clientWidth);
        chart.style.minHeight = `${layout.height}px`;
        const size = { width: chart.clientWidth, height: chart.clientHeight };
        return Plotly.react(chart, data, { ...layout, ...size }, { ...config, displayModeBar: false });
    }

    let waiting;
    const soon = () => {
        clearTimeout(waiting);
        waiting = setTimeout(draw, WAIT);
    };
    await draw();
    window.addEventListener("resize", soon);
    darkness.addEventListener("change", soon);
})();
