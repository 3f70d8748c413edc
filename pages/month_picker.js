// A range of months, chosen in whichever way is nearest: typed, stepped, picked from a small
// calendar, by name, or with a brush over the whole record. The brush is for pointers alone; all it
// can do, the fields do for the keyboard and for screen readers.
//
// A month is a number here, the months since the year 0.

const PATIENCE = 250;
const UNHEARD = 2000;
const NEAR = { mouse: 8, pen: 12, touch: 20 };
const STEPS = { ArrowUp: 1, ArrowDown: -1, PageUp: 12, PageDown: -12 };

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
    parentElement.picker ??= new Picker(parentElement);
    const ask = () => setTriggerValue("near", Date.now());
    parentElement.picker.show(data, (name, said) =>
        setStateValue(name, { ...said, far: farCharts.leaveOut(ask) }),
    );
}

const number = (written) => written.slice(0, 4) * 12 + Number(written.slice(5)) - 1;
const year = (month) => Math.floor(month / 12);
const written = (month) =>
    `${String(year(month)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
const within = (least, value, most) => Math.min(Math.max(value, least), most);
const fill = (label, values) => label.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function element(name, properties, attributes = {}) {
    const made = Object.assign(document.createElement(name), properties);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
}

class Picker {
    constructor(root) {
        const find = (selector) => root.querySelector(selector);
        this.root = root;
        this.room = find(".room");
        this.group = find(".picker");
        this.quick = find(".quick");
        this.openers = [find(".compact"), find(".brush")];
        this.inputs = [find("#first"), find("#last")];
        this.menu = find("#named");
        this.strip = find(".strip");
        this.plot = find(".plot");
        this.said = find("[role=alert]");
        this.calendar = find(".calendar");
        this.years = find(".year select");
        this.inputs.forEach((input, end) => this.listen(input, end));
        this.menu.onchange = () => {
            const range = this.data.named[this.menu.value];
            if (range) this.choose(range.months.map(number));
        };
        for (const opener of this.openers)
            opener.onclick = () => {
                const open = this.room.classList.toggle("open");
                for (const one of this.openers) one.setAttribute("aria-expanded", String(open));
            };
        this.listenToCalendar();
        this.listenToBrush();
        new ResizeObserver(() => this.fitNames()).observe(this.plot);
    }

    /** What the server says, unless the visitor has chosen something since. */
    show(data, setStateValue) {
        const drawn = JSON.stringify([data.overview, data.labels, data.named, data.quick, data.whole]);
        [this.data, this.setStateValue] = [data, setStateValue];
        this.whole = data.whole.map(number);
        this.room.hidden = !data.shown;
        if (drawn !== this.drawn) this.build();
        this.drawn = drawn;
        const ahead = this.timer || this.dragging || this.turn > (data.turn ?? 0);
        const forgotten = !ahead && this.forgotten(data);
        if (!ahead && !forgotten) this.chosen = data.months.map(number);
        this.visit = data.visit;
        this.paint();
        this.writeAddress();
        const [span, length] = this.root.querySelectorAll("output *");
        [span.textContent, length.textContent] = data.said;
        if (forgotten) this.tell();
        // A press may come to a server that has just been started and does not know the page yet.
        clearTimeout(this.unheard);
        if (ahead && !this.timer && !this.dragging)
            this.unheard = setTimeout(() => this.tell(), UNHEARD);
    }

    /** Whether the server was started anew and does not know the range: it knows no more than the
     * address of this run says, and that of another page says none. */
    forgotten({ key, visit, months }) {
        const another = this.visit !== undefined && this.visit !== visit;
        const named = new URL(window.location.href).searchParams.has(key);
        return another && !named && months.join() !== this.chosen.map(written).join();
    }

    /** What does not change with the range. */
    build() {
        const { labels, named, overview } = this.data;
        const find = (selector) => this.root.querySelector(selector);
        this.group.setAttribute("aria-label", labels.group);
        this.room.classList.toggle("folds", Boolean(overview));
        find(".legend").textContent = labels.legend;
        for (const [end, input] of this.inputs.entries()) {
            const label = this.root.querySelector(`label[for=${input.id}]`);
            label.textContent = labels.ends[end];
            input.title = labels.hint;
            input.nextElementSibling.setAttribute("aria-label", labels.open[end]);
        }
        find("label[for=named]").textContent = labels.named;
        find(".named").hidden = !named.length;
        this.quick.setAttribute("aria-label", labels.quick);
        this.quick.replaceChildren(
            ...this.data.quick.map(({ name, says, months }) => {
                const button = element(
                    "button",
                    { type: "button", textContent: name, title: says },
                    { "aria-label": says },
                );
                button.onclick = () => this.choose(months.map(number));
                return button;
            }),
        );
        const [, brush] = this.openers;
        brush.hidden = !overview;
        brush.title = labels.brush;
        brush.setAttribute("aria-label", labels.brush);
        const own = element("option", { value: "", textContent: labels.named, disabled: true });
        this.menu.replaceChildren(
            own,
            ...named.map(({ name }, value) => element("option", { value, textContent: name })),
        );
        const [before, after] = this.root.querySelectorAll(".year button");
        [before.textContent, after.textContent] = ["‹", "›"];
        before.setAttribute("aria-label", labels.before);
        after.setAttribute("aria-label", labels.after);
        this.years.setAttribute("aria-label", labels.year);
        const [first, last] = this.whole.map(year);
        this.years.replaceChildren(
            ...Array.from({ length: last - first + 1 }, (_, step) =>
                element("option", { value: first + step, textContent: first + step }),
            ),
        );
        this.strip.hidden = !overview;
        if (overview) this.drawStrip(overview);
    }

    drawStrip({ eras, lines, years }) {
        const months = this.whole[1] - this.whole[0] + 1;
        const svg = this.plot.querySelector("svg");
        svg.setAttribute("viewBox", `0 0 ${months} 100`);
        const shape = (name, attributes) => {
            const made = document.createElementNS("http://www.w3.org/2000/svg", name);
            for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
            return made;
        };
        svg.replaceChildren(
            ...eras.map(({ from, length, color }) =>
                shape("rect", { x: from, width: length, height: 100, fill: color }),
            ),
            ...lines.map(({ path, color }) => shape("path", { d: path, stroke: color })),
        );
        const share = (part) => `${(part / months) * 100}%`;
        const place = (textContent, left, width = "auto") => {
            const made = element("span", { textContent });
            Object.assign(made.style, { left, width });
            return made;
        };
        this.plot
            .querySelector(".names")
            .replaceChildren(
                ...eras.map(({ name, from, length }) => place(name, share(from), share(length))),
            );
        this.strip
            .querySelector(".years")
            .replaceChildren(...years.map(({ name, from }) => place(name, share(from))));
        this.fitNames();
    }

    /** A name that its era is too short for is left out. */
    fitNames() {
        for (const name of this.plot.querySelectorAll(".names span"))
            name.style.visibility = name.scrollWidth > name.clientWidth + 1 ? "hidden" : "";
    }

    words(month) {
        const { labels, months } = this.data.words;
        return fill(labels.month, { short_month: months[month % 12].short, year: year(month) });
    }

    /** The range, wherever it is seen. */
    paint() {
        const [first, last] = this.chosen;
        for (const [end, input] of this.inputs.entries()) {
            const month = this.chosen[end];
            if (!input.edited) input.value = this.words(month);
            const [least, most] = this.whole;
            const { labels, months } = this.data.words;
            const aria = {
                valuenow: month,
                valuemin: least,
                valuemax: most,
                valuetext: fill(labels.long, { month: months[month % 12].name, year: year(month) }),
            };
            for (const [key, value] of Object.entries(aria))
                input.setAttribute(`aria-${key}`, value);
        }
        const same = ({ months }) => number(months[0]) === first && number(months[1]) === last;
        const name = this.data.named.findIndex(same);
        this.menu.value = name < 0 ? "" : name;
        for (const [place, button] of [...this.quick.children].entries())
            button.setAttribute("aria-pressed", String(same(this.data.quick[place])));
        this.openers[0].textContent = fill(this.data.labels.compact, {
            first: this.words(first),
            last: this.words(last),
        });
        const months = this.whole[1] - this.whole[0] + 1;
        const window = this.plot.querySelector(".window");
        window.style.left = `${((first - this.whole[0]) / months) * 100}%`;
        window.style.width = `${((last - first + 1) / months) * 100}%`;
        window.classList.toggle("part", last - first + 1 < months);
    }

    /** The address opens this view again; where nothing is chosen it stays short. */
    writeAddress() {
        const { key, usual } = this.data;
        const months = this.chosen.map(written);
        const wanted = months.join() === usual.join() ? [] : months;
        const address = new URL(window.location.href);
        if (address.searchParams.getAll(key).join() === wanted.join()) return;
        address.searchParams.delete(key);
        for (const month of wanted) address.searchParams.append(key, month);
        window.history.replaceState(window.history.state, "", address);
    }

    /** Takes a range: at once for the eye, and for the server when the visitor pauses. */
    choose([first, last], patience = 0) {
        const [least, most] = this.whole;
        this.chosen = [within(least, first, most), within(least, last, most)];
        this.say("");
        this.paint();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.tell(), patience);
    }

    tell() {
        this.timer = undefined;
        this.writeAddress();
        // Later than every turn that the server has heard of, should the clock have been set back.
        this.turn = Math.max(Date.now(), (this.data.turn ?? 0) + 1);
        this.setStateValue("chosen", { months: this.chosen.map(written), turn: this.turn });
    }

    /** Moves one end; the other goes along where it would be passed. */
    move(end, month, patience) {
        const length = this.chosen[1] - this.chosen[0];
        const range = [...this.chosen];
        range[end] = within(this.whole[0], month, this.whole[1]);
        if (range[0] > range[1]) range[1 - end] = range[end] + (end ? -length : length);
        this.choose(range, patience);
    }

    say(words, input) {
        this.said.textContent = words;
        if (input === this.root.activeElement) input?.select();
        for (const other of this.inputs) {
            other.setAttribute("aria-invalid", String(other === input));
            if (other !== input) other.edited = false;
        }
    }

    listen(input, end) {
        input.onfocus = () => input.select();
        input.oninput = () => (input.edited = true);
        input.onchange = () => this.read(input, end);
        input.onkeydown = (event) => {
            if (event.key === "Enter") this.read(input, end);
            else if (event.key === "Escape") {
                this.say("");
                this.paint();
            } else if (event.key in STEPS) {
                event.preventDefault();
                this.say("");
                this.move(end, this.chosen[end] + STEPS[event.key], PATIENCE);
            }
        };
        input.nextElementSibling.onclick = () => this.openCalendar(end);
    }

    read(input, end) {
        if (!input.edited) return;
        const { labels } = this.data.words;
        const month = this.understood(input.value.trim(), end);
        const [least, most] = this.whole;
        if (month === undefined) this.say(fill(labels.unknown, { text: input.value }), input);
        else if (month < least || month > most) {
            const ends = { first: this.words(least), last: this.words(most) };
            this.say(fill(labels.outside, ends), input);
        } else this.move(end, month);
    }

    /** The month that somebody wrote: 2015-03, 3/2015, Mar 2015, 2015 March; a year is its end. */
    understood(text, end) {
        const alone = text.match(/^\d{4}$/);
        if (alone) return within(this.whole[0], text * 12 + (end ? 11 : 0), this.whole[1]);
        const figures =
            text.match(/^(?<year>\d{4})[-/. ](?<month>\d{1,2})$/) ??
            text.match(/^(?<month>\d{1,2})[-/. ](?<year>\d{4})$/);
        const named =
            text.match(/^(?<name>\p{L}{3,})[-/.,\s]+(?:\p{L}{2}\s+)?(?<year>\d{4})$/u) ??
            text.match(/^(?<year>\d{4})[-/.,\s]+(?<name>\p{L}{3,})\.?$/u);
        const begins = ({ name }) => name.toLowerCase().startsWith(named.groups.name.toLowerCase());
        const place = figures
            ? figures.groups.month - 1
            : named
              ? this.data.words.months.findIndex(begins)
              : -1;
        if (place < 0 || place > 11) return undefined;
        return (figures ?? named).groups.year * 12 + place;
    }

    openCalendar(end) {
        this.end = end;
        this.turnTo(year(this.chosen[end]));
        const { calendar, data } = this;
        calendar.setAttribute("aria-label", data.labels.open[end]);
        calendar.showPopover();
        const field = this.inputs[end].getBoundingClientRect();
        const { width, height } = calendar.getBoundingClientRect();
        const below = field.bottom + 4;
        const room = below + height < window.innerHeight;
        calendar.style.left = `${within(8, field.left, window.innerWidth - width - 8)}px`;
        calendar.style.top = `${room ? below : Math.max(8, field.top - height - 4)}px`;
        calendar.querySelector("[aria-pressed=true]")?.focus();
    }

    turnTo(shown) {
        const [first, last] = this.whole.map(year);
        this.shownYear = within(first, shown, last);
        this.years.value = this.shownYear;
        const [before, after] = this.root.querySelectorAll(".year button");
        before.disabled = this.shownYear === first;
        after.disabled = this.shownYear === last;
        const { labels, months } = this.data.words;
        const buttons = months.map(({ name, short }, place) => {
            const month = this.shownYear * 12 + place;
            const pressed = month === this.chosen[this.end];
            const words = fill(labels.long, { month: name, year: this.shownYear });
            const button = element(
                "button",
                { type: "button", textContent: short },
                { "aria-label": words, "aria-pressed": String(pressed) },
            );
            button.disabled = month < this.whole[0] || month > this.whole[1];
            button.onclick = () => {
                this.calendar.hidePopover();
                this.move(this.end, month);
            };
            return button;
        });
        this.root.querySelector(".months").replaceChildren(...buttons);
    }

    listenToCalendar() {
        const [before, after] = this.root.querySelectorAll(".year button");
        before.onclick = () => this.turnTo(this.shownYear - 1);
        after.onclick = () => this.turnTo(this.shownYear + 1);
        this.years.onchange = () => this.turnTo(Number(this.years.value));
        const aside = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -3, ArrowDown: 3 };
        this.root.querySelector(".months").onkeydown = (event) => {
            if (!(event.key in aside)) return;
            event.preventDefault();
            const buttons = [...event.currentTarget.children];
            buttons[buttons.indexOf(event.target) + aside[event.key]]?.focus();
        };
        // It would stay where its field was.
        const close = () => this.calendar.hidePopover();
        this.calendar.ontoggle = ({ newState }) =>
            newState === "open"
                ? window.addEventListener("scroll", close, true)
                : window.removeEventListener("scroll", close, true);
    }

    listenToBrush() {
        const { plot } = this;
        plot.onpointerdown = (event) => {
            if (event.button) return;
            const at = this.monthAt(event);
            const range = [...this.chosen];
            this.dragging = { kind: this.grip(event, at), at, from: event.clientX, range };
            plot.setPointerCapture(event.pointerId);
        };
        plot.onpointermove = (event) => {
            if (!this.dragging) return;
            this.dragging.moved ||= Math.abs(event.clientX - this.dragging.from) > 2;
            if (!this.dragging.moved) return;
            this.chosen = this.dragged(this.monthAt(event));
            this.paint();
        };
        plot.onpointerup = (event) => {
            if (!this.dragging) return;
            const { kind, at, moved, range } = this.dragging;
            this.dragging = undefined;
            if (moved) this.choose(this.chosen);
            // A press outside brings the nearer end there.
            else if (kind === "new" && (at < range[0] || at > range[1]))
                this.move(at < range[0] ? 0 : 1, at);
        };
        plot.onpointercancel = () => {
            if (!this.dragging) return;
            this.chosen = this.dragging.range;
            this.dragging = undefined;
            this.paint();
        };
    }

    monthAt({ clientX }) {
        const { left, width } = this.plot.getBoundingClientRect();
        const months = this.whole[1] - this.whole[0] + 1;
        const step = Math.floor(((clientX - left) / width) * months);
        return this.whole[0] + within(0, step, months - 1);
    }

    /** What a pointer has hold of: an end, the window between them, or a place for a new one. */
    grip({ clientX, pointerType }, at) {
        const { left, right } = this.plot.querySelector(".window").getBoundingClientRect();
        const away = [Math.abs(clientX - left), Math.abs(clientX - right)];
        const nearer = away[0] <= away[1] ? 0 : 1;
        if (away[nearer] <= (NEAR[pointerType] ?? NEAR.mouse)) return nearer;
        const [first, last] = this.chosen;
        const everything = first === this.whole[0] && last === this.whole[1];
        return at < first || at > last || everything ? "new" : "window";
    }

    dragged(month) {
        const { kind, at, range } = this.dragging;
        const [least, most] = this.whole;
        if (kind === "window") {
            const step = within(least - range[0], month - at, most - range[1]);
            return [range[0] + step, range[1] + step];
        }
        const fixed = kind === "new" ? at : range[1 - kind];
        return [Math.min(fixed, month), Math.max(fixed, month)];
    }
}
