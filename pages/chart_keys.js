// A chart is read month by month: by the arrow keys where it has the focus, by a finger that is laid
// on it. What it shows there stands in a strip above it, and is the value of the chart for those who
// hear it. All of it is read from the figure that is drawn.

const STRIP = "chart-readout";
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 };

export default function ({ data, parentElement }) {
    parentElement.reader ??= new ChartReader();
    parentElement.reader.labels = data.labels;
    parentElement.reader.prepare();
}

class ChartReader {
    constructor() {
        document.getElementById(STRIP)?.remove();
        this.strip = document.createElement("div");
        this.strip.id = STRIP;
        this.strip.hidden = true;
        // The chart itself says the same as its value.
        this.strip.setAttribute("aria-hidden", "true");
        document.body.append(this.strip);
        let coming;
        new MutationObserver(() => {
            cancelAnimationFrame(coming);
            coming = requestAnimationFrame(() => this.prepare());
        }).observe(document.body, { childList: true, subtree: true });
        const place = () => this.place();
        window.addEventListener("resize", place);
        document.addEventListener("scroll", place, { capture: true, passive: true });
        document.addEventListener("pointerdown", ({ target }) => {
            if (this.chart && !this.chart.contains(target)) this.leave();
        });
    }

    /** Charts that have come since, and the strip of one that has gone. */
    prepare() {
        if (this.chart && !this.chart.isConnected) this.leave();
        for (const chart of document.querySelectorAll(".js-plotly-plot:not([role])")) {
            if (!chart.layout || !stops(chart).length) continue;
            chart.tabIndex = 0;
            chart.setAttribute("role", "slider");
            chart.setAttribute("aria-label", this.labels.name);
            chart.setAttribute("aria-valuemin", "1");
            chart.setAttribute("aria-valuenow", "1");
            chart.setAttribute("aria-valuetext", this.labels.start);
            chart.addEventListener("keydown", (event) => this.press(chart, event));
            chart.addEventListener("blur", () => this.leave());
            for (const kind of ["pointerdown", "pointermove"])
                chart.addEventListener(kind, (event) => {
                    if (event.pointerType === "touch") this.touch(chart, event);
                });
        }
    }

    press(chart, event) {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (event.key === "Escape") return this.leave();
        const all = stops(chart);
        const last = all.length - 1;
        const before = Math.min(chart.readAt ?? last + 1, last + 1);
        // From the top of what lies one below the other, down is onwards.
        const step = STEPS[event.key] * (event.key.startsWith("Arrow") && downwards(chart, event) ? -1 : 1);
        const to = { Home: 0, End: last }[event.key] ?? before + step;
        if (Number.isNaN(to)) return;
        event.preventDefault();
        this.show(chart, all, Math.max(0, Math.min(last, to)));
    }

    touch(chart, event) {
        const all = stops(chart);
        const box = chart.getBoundingClientRect();
        const at = { x: event.clientX - box.left, y: event.clientY - box.top };
        const away = all.map((stop) => distance(chart, stop, at));
        this.show(chart, all, away.indexOf(Math.min(...away)));
    }

    show(chart, all, place) {
        if (this.chart !== chart) this.leave();
        const stop = all[place];
        const { head, rows } = said(chart, stop);
        this.chart = chart;
        chart.readAt = place;
        chart.setAttribute("aria-valuemax", String(all.length));
        chart.setAttribute("aria-valuenow", String(place + 1));
        const words = rows.map(({ text }) => text).join("; ");
        chart.setAttribute("aria-valuetext", `${head}: ${words || this.labels.nothing}`);
        this.strip.replaceChildren(
            element("b", head),
            ...(rows.length ? rows : [{ text: this.labels.nothing }]).map(({ text, color }) => {
                const row = element("span", text);
                if (color) row.style.setProperty("--mark", color);
                return row;
            }),
        );
        this.strip.hidden = false;
        this.mark(chart, stop);
        this.place();
    }

    /** A line through the month that is read. */
    mark(chart, stop) {
        chart.cursor ??= element("div", "");
        chart.cursor.className = "chart-cursor";
        if (chart.cursor.parentElement !== chart) chart.append(chart.cursor);
        const { x, y } = pixels(chart, stop);
        const { t, h, l, w } = chart._fullLayout._size;
        const upright = stop.along === "x";
        Object.assign(chart.cursor.style, {
            left: `${stop.along === "y" ? l : x}px`,
            top: `${upright ? t : y}px`,
            width: stop.along === "y" ? `${w}px` : "0",
            height: upright ? `${h}px` : "0",
        });
        chart.cursor.classList.toggle("point", stop.along === "point");
    }

    /** Above the card; where that is out of sight, at the upper edge of the window. */
    place() {
        if (!this.chart) return;
        const card = this.chart.closest("[class*='st-key-card-chart-']") ?? this.chart;
        const { left, top, bottom, width } = card.getBoundingClientRect();
        Object.assign(this.strip.style, { left: `${left}px`, width: `${width}px` });
        const over = top - this.strip.offsetHeight - 4;
        this.strip.style.top = `${Math.max(4, over)}px`;
        this.strip.style.visibility = bottom < 60 || top > innerHeight ? "hidden" : "";
    }

    leave() {
        this.strip.hidden = true;
        this.chart?.cursor?.remove();
        this.chart = undefined;
    }
}

function element(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
}

/** The traces that say something of themselves, each with its axes. */
function speaking(chart) {
    return (chart.data ?? [])
        .filter(({ hovertemplate, hoverinfo }) => hovertemplate && hoverinfo !== "skip")
        .map((trace) => ({
            trace,
            x: axis(chart, trace.xaxis ?? "x"),
            y: axis(chart, trace.yaxis ?? "y"),
        }));
}

function axis(chart, name) {
    return chart._fullLayout?.[`${name[0]}axis${name.slice(1)}`];
}

const VALUED = (value) => value !== null && value !== undefined;

/** Which way a chart is read: along its months or its rows, or from point to point. */
function direction(chart, traces) {
    const mode = chart.layout.hovermode;
    if (mode === "y unified") return "y";
    return mode === "x unified" || traces.every(({ x }) => x?.type === "date") ? "x" : "point";
}

/** What can be read one after the other. */
function stops(chart) {
    if (!chart.layout.hovermode) return [];
    const traces = speaking(chart);
    if (!traces.length) return [];
    const along = direction(chart, traces);
    const found = new Map();
    for (const of of traces)
        for (const [index, value] of (of.trace.y ?? []).entries()) {
            const across = of.trace.x?.[index];
            if (!VALUED(value) || !VALUED(across)) continue;
            const where = along === "y" ? value : across;
            const key = along === "point" ? `${of.trace.name} ${index}` : name(of[along], where);
            if (!found.has(key)) found.set(key, { along, where, head: key, points: [] });
            found.get(key).points.push({ ...of, index });
        }
    const all = [...found.values()];
    if (along === "point") return all;
    const order = ({ where }) => (typeof where === "string" ? Date.parse(where) : where);
    return all.sort((one, other) => order(one) - order(other));
}

function downwards(chart, { key }) {
    const vertical = key === "ArrowUp" || key === "ArrowDown";
    return vertical && chart.layout.hovermode === "y unified";
}

/** A place on an axis in words: its month, or what is written there. */
function name(axis, value) {
    if (axis?.type === "date") {
        const month = { month: "long", year: "numeric", timeZone: "UTC" };
        const language = document.documentElement.lang || "en";
        return new Date(Date.parse(`${String(value).slice(0, 10)}T00:00Z`)).toLocaleDateString(language, month);
    }
    const written = axis?.ticktext?.[axis.tickvals?.indexOf(value)];
    return plain(written ?? (axis?.title?.text ? `${plain(axis.title.text)}: ${value}` : String(value)));
}

function plain(words) {
    return String(words)
        .replace(/<extra>.*?<\/extra>/g, "")
        .replace(/<br>/g, " ")
        .replace(/<[^>]*>/g, "")
        .trim();
}

/** What the chart says at a stop: a heading, and a text with its color for each series. */
function said(chart, stop) {
    const rows = stop.points.map(({ trace, index, y }) => ({
        text: named(filled(trace, index), trace.name || y?.title?.text),
        color: [trace.marker?.color, trace.line?.color].find((color) => typeof color === "string"),
    }));
    if (stop.along === "point") {
        const { trace } = stop.points[0];
        const of = plain(trace.name ?? "");
        return { head: rows[0].text.startsWith(of) ? "" : of, rows };
    }
    const happened = (chart.layout.annotations ?? [])
        .filter(({ hovertext, x }) => hovertext && stop.points[0].x?.type === "date"
            && name(stop.points[0].x, x) === stop.head)
        .map(({ hovertext }) => ({ text: plain(hovertext.replaceAll("<br>", "; ")) }));
    const seen = new Set();
    const once = [...rows, ...happened].filter(({ text }) => !seen.has(text) && seen.add(text));
    return { head: stop.head, rows: once };
}

/** A value, behind what it is the value of; most labels say it themselves. */
function named(text, of) {
    return of && !/\p{Letter}/u.test(text) ? `${plain(of)}: ${text}` : text;
}

/** The label of a point, as the pointer would show it. */
function filled(trace, index) {
    const values = { x: trace.x, y: trace.y, customdata: trace.customdata };
    const template = Array.isArray(trace.hovertemplate) ? trace.hovertemplate[index] : trace.hovertemplate;
    return plain(
        template.replace(/%\{(x|y|customdata)(?::([^}]*))?\}/g, (_, what, format) =>
            formatted(values[what]?.[index], format),
        ),
    );
}

/** The few formats of our labels: `,.0f`, `.2%`, `+.1f`. */
function formatted(value, format) {
    const parts = /^([+]?)(,?)\.(\d)([f%])$/.exec(format ?? "");
    if (!parts || typeof value !== "number") return String(value);
    const [, sign, grouped, digits, kind] = parts;
    return value
        .toLocaleString("en-US", {
            style: kind === "%" ? "percent" : "decimal",
            minimumFractionDigits: Number(digits),
            maximumFractionDigits: Number(digits),
            useGrouping: grouped === ",",
            signDisplay: sign ? "always" : "auto",
        })
        .replace("-", "−");
}

/** Where a stop stands in the chart. */
function pixels(chart, stop) {
    const { trace, x, y, index } = stop.points[0];
    const on = (axis, value) => axis._offset + axis.l2p(axis.d2l(value));
    return { x: on(x, trace.x[index]), y: on(y, trace.y[index]) };
}

function distance(chart, stop, at) {
    const { x, y } = pixels(chart, stop);
    if (stop.along === "x") return Math.abs(x - at.x);
    return stop.along === "y" ? Math.abs(y - at.y) : Math.hypot(x - at.x, y - at.y);
}
