// The picture is made where the chart is: by the camera of Plotly's own toolbar, in the visitor's browser. Where the
// chart is drawn for a narrow screen, the picture is of the wide one.
export default function ({ data, parentElement }) {
    const button = parentElement.querySelector("button");
    button.onclick = () => {
        const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
        const shown = { data: chart.data, layout: chart.layout };
        // The camera copies what the chart is made of as soon as it is pressed.
        Object.assign(chart, data.picture);
        chart.querySelector(".modebar-btn").click();
        Object.assign(chart, shown);
    };
}
