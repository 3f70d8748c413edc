// What can be done with a chart: its picture, its table, its address, its citation; and what opens
// below it. Files are made by the server when they are asked for.

const AGAIN = 4000;
const GIVE_UP = 20_000;
const SAID = 2500;

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
    parentElement.toolbar ??= new Toolbar(parentElement);
    parentElement.toolbar.show(data, setStateValue, setTriggerValue);
}

class Toolbar {
    constructor(root) {
        this.root = root;
        this.buttons = Object.fromEntries(
            [...root.querySelectorAll("button")].map((button) => [button.name, button]),
        );
        this.said = root.querySelector("[role=status]");
        this.cited = root.querySelector(".cited");
        this.embedded = root.querySelector(".embedded");
        this.noted = root.querySelector(".noted");
        this.waiting = new Map();
        this.turn = Date.now();
        const { png: toPng, svg: toSvg, csv, xlsx, copy, link, embed, cite, notes } = this.buttons;
        this.on(toPng, async () => {
            const picture = await this.picture();
            save(await png(picture), `${this.data.name}.png`);
        });
        this.on(toSvg, async () => {
            const text = await svg(await this.picture());
            save(new Blob([text], { type: "image/svg+xml" }), `${this.data.name}.svg`);
        });
        for (const button of [csv, xlsx])
            this.on(button, async () => {
                const { content, name, type } = await this.ask(button.name);
                const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
                save(new Blob([bytes], { type }), name);
            });
        this.on(copy, async () => {
            // The picture is promised and not awaited: some browsers allow the clipboard only at
            // the moment of the press.
            const made = this.picture().then(png);
            await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
            this.say(this.data.labels.copied);
        });
        this.on(link, () => this.give(window.location.href, this.data.labels.linked));
        this.on(embed, async () => {
            const open = this.embedded.hidden;
            this.embedded.hidden = !open;
            embed.setAttribute("aria-expanded", String(open));
            if (!open) return;
            this.height = (await this.ask("embed")).height;
            this.tellFrame();
            const code = this.embedded.querySelector(".code");
            await this.give(code.textContent, this.data.labels.embedded, code);
        });
        this.on(cite, async () => {
            const open = this.cited.hidden;
            this.cited.hidden = !open;
            cite.setAttribute("aria-expanded", String(open));
            if (!open) return;
            this.cited.textContent = this.citation();
            await this.give(this.cited.textContent, this.data.labels.cited, this.cited);
        });
        notes.onclick = () => {
            this.noted.hidden = !this.noted.hidden;
            notes.setAttribute("aria-expanded", String(!this.noted.hidden));
        };
        for (const name of ["table", "queries"])
            this.buttons[name].onclick = () => {
                this.open = this.open === name ? "" : name;
                this.paint();
                this.setStateValue("open", this.open);
            };
    }

    /** What the server says. */
    show(data, setStateValue, setTriggerValue) {
        Object.assign(this, { data, setStateValue, setTriggerValue });
        // Which chart it is, for far_charts.js.
        const card = this.root.host.closest("[class*='st-key-card-chart-']");
        if (card) card.dataset.shown = data.embed?.id ?? "";
        for (const [name, button] of Object.entries(this.buttons)) {
            const { word, says } = data.labels.buttons[name];
            button.querySelector("b").textContent = word;
            button.setAttribute("aria-label", says);
            button.title = says;
        }
        this.root.querySelector(".buttons").setAttribute("aria-label", data.labels.group);
        this.buttons.queries.hidden = !data.queries;
        this.buttons.copy.hidden = !(
            window.isSecureContext &&
            window.ClipboardItem &&
            navigator.clipboard?.write
        );
        this.buttons.embed.hidden = !data.embed;
        this.embedded.hidden ||= !data.embed;
        if (!this.embedded.hidden && this.height) this.tellFrame();
        this.open = data.open;
        this.paint();
        this.tell();
        if (!this.cited.hidden) this.cited.textContent = this.citation();
        this.waiting.get(data.given?.turn)?.(data.given);
    }

    /** What must be known of the chart, the events behind their numbers, and the sources. */
    tell() {
        const { notes, events, source, labels } = this.data;
        this.noted.replaceChildren(
            ...listed(notes),
            ...(events.length ? [made("p", labels.events), ...listed(events, "events")] : []),
            made("p", labels.sources.replace("{source}", () => source)),
        );
    }

    /** The code that shows this chart on another page, and the chart as one file. */
    tellFrame() {
        const code =
            `<iframe src="${quoted(this.frame())}" title="${quoted(this.data.title)}" ` +
            `width="100%" height="${this.height}" style="border:0" loading="lazy"></iframe>`;
        this.embedded.querySelector(".code").textContent = code;
        const file = this.embedded.querySelector(".frozen");
        file.href = this.frame(".html");
        file.download = `${this.data.name}.html`;
        file.textContent = this.data.labels.frozen;
    }

    /** The address of the chart alone: of the page's, what the chart is made from. */
    frame(end = "") {
        const { id, parameters } = this.data.embed;
        const address = new URL(`embed/${id}${end}`, document.baseURI);
        for (const [name, value] of new URLSearchParams(window.location.search))
            if (parameters.includes(name)) address.searchParams.append(name, value);
        return address.href;
    }

    paint() {
        for (const name of ["table", "queries"])
            this.buttons[name].setAttribute("aria-expanded", String(this.open === name));
    }

    on(button, action) {
        button.onclick = async () => {
            if (button.getAttribute("aria-busy") === "true") return;
            this.say("");
            button.setAttribute("aria-busy", "true");
            try {
                await action();
            } catch (error) {
                this.say(`${this.data.labels.failed}: ${error.message}`, true);
            } finally {
                button.removeAttribute("aria-busy");
            }
        };
    }

    say(words, wrong = false) {
        clearTimeout(this.silence);
        this.said.textContent = words;
        this.said.classList.toggle("wrong", wrong);
        if (words && !wrong) this.silence = setTimeout(() => this.say(""), SAID);
    }

    /** Into the clipboard; where that is closed, the text is shown, to be copied by hand. */
    async give(text, done, shown) {
        try {
            await navigator.clipboard.writeText(text);
            this.say(done);
        } catch {
            if (!shown) this.say(text, true);
        }
    }

    /** Has the server make something; asks again where the answer does not come. */
    ask(what, more = {}) {
        const turn = ++this.turn;
        return new Promise((resolve, reject) => {
            const asking = () => this.setTriggerValue("asked", { what, turn, ...more });
            const again = setInterval(asking, AGAIN);
            const end = (settle) => (value) => {
                clearInterval(again);
                clearTimeout(late);
                this.waiting.delete(turn);
                settle(value);
            };
            const late = setTimeout(
                () => end(reject)(new Error(this.data.labels.silent)),
                GIVE_UP,
            );
            this.waiting.set(turn, end(resolve));
            asking();
        });
    }

    /** What the picture is made of. */
    async picture() {
        const data = this.data;
        const signed = signature(data.labels.product);
        const { figure } = await this.ask("picture", { signed });
        return { ...data, picture: figure };
    }

    /** Its address names the version of the data: whoever follows it learns what has changed. */
    citation() {
        const address = new URL(window.location.href);
        address.searchParams.set("data", this.data.version);
        return this.data.cite
            .replace("[address]", () => address.href)
            .replace("[date]", day());
    }
}

function made(name, text = "") {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
}

/** A text between quotation marks in HTML. */
function quoted(text) {
    return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

function listed(texts, kind = "notes") {
    if (!texts.length) return [];
    const list = made("ul");
    list.className = kind;
    list.append(...texts.map((text) => made("li", text)));
    return [list];
}
