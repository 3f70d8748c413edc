// The claims as a table of links: filtered and put in order where they are, without asking the
// server. What is chosen stands in the address; a claim that is opened is an address of its own,
// and the server shows what belongs to it.

const TEXTS = ["statement", "translation", "stated", "computed", "speaker", "reported_by", "document", "period"];
const MENUS = ["speaker", "document"];
const OURS = ["claim", "words", "verdict", "speaker", "document", "order"];

export default function ({ data, parentElement, setStateValue }) {
    parentElement.claims ??= new Claims(parentElement);
    parentElement.claims.show(data, setStateValue);
}

const fill = (label, values) => label.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Small letters, and digits without the commas between them: 43300 is 43,300. */
const plain = (text) => text.toLowerCase().replace(/(\d),(?=\d)/g, "$1");

function element(name, properties = {}, attributes = {}) {
    const made = Object.assign(document.createElement(name), properties);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
}

class Claims {
    constructor(root) {
        const find = (selector) => root.querySelector(selector);
        [this.list, this.back, this.status] = ["list", "back", ""].map((name) =>
            find(name ? `.${name}` : "[role=status]"),
        );
        this.words = find("#words");
        this.menus = Object.fromEntries([...MENUS, "order"].map((name) => [name, find(`#${name}`)]));
        this.kinds = find(".kinds");
        this.head = find("thead tr");
        this.body = find("tbody");
        this.caption = find("caption");
        find("form").onsubmit = (event) => event.preventDefault();
        this.words.oninput = () => this.choose({ words: this.words.value });
        for (const [name, menu] of Object.entries(this.menus))
            menu.onchange = () => this.choose({ [name]: menu.value });
        this.back.onclick = (event) => this.follow(event, this.back);
    }

    show(data, setStateValue) {
        const before = this.data;
        [this.data, this.setStateValue] = [data, setStateValue];
        this.told ??= data.single;
        if (JSON.stringify(before?.rows) !== JSON.stringify(data.rows)) this.build();
        this.list.hidden = data.claim !== null;
        this.back.hidden = data.claim === null;
        if (data.claim === null) {
            this.chosen = this.fromAddress();
            this.paint();
        }
        this.chosen ??= this.fromAddress();
        this.back.href = this.address(this.chosen);
        if (before !== undefined && before.claim !== data.claim) this.moved(before.claim);
    }

    /** A reader who opens a claim begins at its top, and finds the place in the list again. */
    moved(before) {
        const { claim } = this.data;
        const link = this.body.querySelector(`tr[data-claim="${before}"] a`);
        if (claim !== null) {
            document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
            this.back.focus();
        } else link?.focus();
    }

    fromAddress() {
        const asked = new URL(window.location.href).searchParams;
        const known = new Set(this.data.kinds.map(({ kind }) => kind));
        const order = asked.get("order") ?? "";
        return {
            words: asked.get("words") ?? "",
            verdict: asked.getAll("verdict").filter((kind) => known.has(kind)),
            speaker: this.offered("speaker", asked.get("speaker")),
            document: this.offered("document", asked.get("document")),
            order: this.data.columns.some(({ name }) => name === order.replace(/^-/, ""))
                ? order
                : "",
        };
    }

    /** What a menu calls what the address asks for: by its id, or by its name in any language, as
        older addresses do. */
    offered(name, value) {
        const among = this.data.menus[name];
        const found = among.find(({ id }) => id === value) ?? among.find(({ also }) => also.includes(value));
        return found?.id ?? "";
    }

    /** Whether a claim is among those that a menu leaves. */
    left(name, row) {
        const { claims } = this.data.menus[name].find(({ id }) => id === this.chosen[name]) ?? {};
        return claims?.includes(row.claim) ?? true;
    }

    /** The address of the list as it is chosen, or of a claim; what others keep in it stays. */
    address(chosen, claim = null) {
        const address = new URL(window.location.href);
        for (const name of OURS) address.searchParams.delete(name);
        if (claim !== null) address.searchParams.set("claim", claim);
        else
            for (const [name, value] of Object.entries(chosen))
                for (const one of [value].flat())
                    if (one !== "") address.searchParams.append(name, one);
        return address.href;
    }

    choose(change) {
        Object.assign(this.chosen, change);
        window.history.replaceState(window.history.state, "", this.address(this.chosen));
        this.paint();
    }

    /** Opens a link of ours without leaving the page; with a key pressed the browser does. */
    follow(event, link) {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        window.history.pushState(null, "", link.href);
        // The page listens to the browser's Back and Forward, and asks the server for what the
        // address says then.
        window.dispatchEvent(new PopStateEvent("popstate"));
    }

    /** What does not change with the filters. */
    build() {
        const { rows, kinds, columns, labels, menus } = this.data;
        this.back.textContent = labels.back;
        this.caption.textContent = labels.table;
        this.words.placeholder = labels.example;
        this.words.setAttribute("aria-label", labels.words);
        this.kinds.setAttribute("aria-label", labels.verdict);
        for (const name of MENUS) {
            const choices = [...menus[name]].sort((one, two) => one.name.localeCompare(two.name));
            this.menus[name].setAttribute("aria-label", labels[name]);
            this.menus[name].replaceChildren(
                element("option", { value: "", textContent: labels.any[name] }),
                ...choices.map(({ id, name }) => element("option", { value: id, textContent: name })),
            );
        }
        this.menus.order.setAttribute("aria-label", labels.order);
        this.menus.order.replaceChildren(
            ...columns.map(({ name, heading }) =>
                element("option", {
                    value: name === "verdict" ? "" : name,
                    textContent: fill(labels.by, { column: heading.toLowerCase() }),
                }),
            ),
        );
        this.kinds.replaceChildren(
            ...kinds.map(({ kind, label, look, sign }) => {
                const button = element("button", { type: "button", className: look });
                button.dataset.kind = kind;
                button.append(
                    element("i", { textContent: sign }, { "aria-hidden": "true" }),
                    ` ${label} `,
                    element("b"),
                );
                button.onclick = () => this.toggle(kind);
                return button;
            }),
        );
        this.head.replaceChildren(
            ...columns.map(({ name, heading }) => {
                const button = element("button", { type: "button", textContent: heading });
                button.onclick = () => this.turn(name);
                const cell = element(
                    "th",
                    { className: name },
                    { role: "columnheader", scope: "col" },
                );
                cell.dataset.column = name;
                cell.append(button);
                return cell;
            }),
        );
        this.drawn = rows.map((row, place) => {
            const text = plain(TEXTS.map((name) => row[name]).join(" "));
            return { row, place, text, line: this.line(row) };
        });
    }

    line(row) {
        const { kinds, columns } = this.data;
        const line = element("tr", {}, { role: "row" });
        line.dataset.claim = row.claim;
        const { label, look, sign } = kinds.find(({ kind }) => kind === row.verdict);
        for (const { name, heading } of columns) {
            const header = name === "statement";
            const cell = element(
                header ? "th" : "td",
                { className: name },
                header ? { role: "rowheader", scope: "row" } : { role: "cell" },
            );
            cell.dataset.heading = heading;
            if (header) {
                const link = element("a", {
                    href: this.address({}, row.claim),
                    textContent: row[name],
                });
                link.onclick = (event) => this.follow(event, link);
                cell.append(link);
                if (row.translation) {
                    // The words of a document are English.
                    link.lang = "en";
                    cell.append(element("p", { textContent: row.translation }));
                }
            } else if (name === "verdict") {
                cell.classList.add(look);
                cell.append(
                    element("i", { textContent: sign }, { "aria-hidden": "true" }),
                    ` ${label}`,
                );
            } else cell.textContent = row[name];
            if (name === "document") cell.title = row.citation;
            line.append(cell);
        }
        return line;
    }

    toggle(kind) {
        const { verdict } = this.chosen;
        const without = verdict.filter((one) => one !== kind);
        this.choose({ verdict: without.length < verdict.length ? without : [...verdict, kind] });
    }

    /** A column's heading: upward, then downward. The verdicts begin with the failures. */
    turn(name) {
        const upward = name === "verdict" ? "" : name;
        this.choose({ order: this.chosen.order === upward ? `-${name}` : upward });
    }

    paint() {
        const { labels } = this.data;
        const { words, verdict, order } = this.chosen;
        if (this.words.value !== words) this.words.value = words;
        for (const [name, menu] of Object.entries(this.menus)) menu.value = this.chosen[name];
        const wanted = plain(words).split(/\s+/);
        const found = this.drawn.filter(
            ({ row, text }) =>
                wanted.every((word) => text.includes(word)) &&
                MENUS.every((name) => this.left(name, row)),
        );
        for (const button of this.kinds.children) {
            const { kind } = button.dataset;
            const number = found.filter(({ row }) => row.verdict === kind).length;
            button.querySelector("b").textContent = number;
            button.setAttribute("aria-pressed", String(verdict.includes(kind)));
        }
        const shown = found.filter(
            ({ row }) => !verdict.length || verdict.includes(row.verdict),
        );
        shown.sort(this.before(order));
        this.body.replaceChildren(...shown.map(({ line }) => line));
        const said = { shown: shown.length, all: this.drawn.length };
        this.status.textContent = fill(shown.length ? labels.shown : labels.none, said);
        const [column, falling] = [order.replace(/^-/, "") || "verdict", order.startsWith("-")];
        for (const cell of this.head.children) {
            if (cell.dataset.column !== column) cell.removeAttribute("aria-sort");
            else cell.setAttribute("aria-sort", falling ? "descending" : "ascending");
        }
        const alone = shown.length === 1 ? shown[0].row.claim : null;
        if (alone !== this.told) this.setStateValue("single", (this.told = alone));
    }

    /** Numbers by size, words by the alphabet, and what is empty last in both directions. */
    before(order) {
        const [column, sign] = [order.replace(/^-/, "") || "verdict", order.startsWith("-") ? -1 : 1];
        const value = ({ row, place }) => (column === "verdict" ? row.rank : (row.keys[column] ?? row[column]));
        return (one, two) => {
            const [a, b] = [value(one), value(two)];
            if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
            const apart =
                typeof a === typeof b
                    ? typeof a === "number"
                        ? a - b
                        : a.localeCompare(b)
                    : typeof a === "number"
                      ? -1
                      : 1;
            return sign * apart || one.place - two.place;
        };
    }
}
