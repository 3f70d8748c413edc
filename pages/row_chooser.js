// A press on a row of the chart of rows chooses its measure; the buttons beside it do the same from
// the keyboard.

export default function ({ data, setTriggerValue }) {
    const wait = (times) => {
        const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
        if (!chart?._fullLayout) return times && setTimeout(wait, 100, times - 1);
        chart.style.cursor = "pointer";
        // Plotly sends a click of its own after a press, and the page itself presses the camera: what
        // a visitor pressed is known by the finger or the button that went down.
        let down = false;
        chart.onpointerdown = (event) => (down = event.isTrusted);
        chart.onpointercancel = () => (down = false);
        chart.onclick = (event) => {
            if (!down || event.target.closest(".modebar")) return;
            down = false;
            const { yaxis, margin } = chart._fullLayout;
            const at = event.clientY - chart.getBoundingClientRect().top - margin.t;
            const chosen = data.rows[Math.round(yaxis.p2d(at))];
            if (at >= 0 && at <= yaxis._length && chosen) setTriggerValue("chosen", chosen);
        };
    };
    wait(50);
}
