// The charts that the visitor is far from. The server leaves them out of what a choice of months
// changes, and is asked for them when the visitor comes near, or stays with one choice for a while.

const LOOK = 100;
const PATIENT = 10_000;
const ANSWERED = 2_000;
const LATEST = 60_000;

class FarCharts {
    constructor() {
        this.room = new CSSStyleSheet();
        document.adoptedStyleSheets.push(this.room);
        window.addEventListener("beforeprint", () => this.fetch());
    }

    /** The ids of these charts now, for a choice of months to leave out; each keeps its room until
     * `ask` is called for it. */
    leaveOut(ask) {
        this.ask = ask;
        const cards = [...document.querySelectorAll("[class*='st-key-card-chart-'][data-shown]")];
        const far = cards.filter((card) => card.dataset.shown && isFar(card));
        const rules = far.map(
            (card) =>
                `.later[data-chart="${card.dataset.shown}"] { min-height: ${card.offsetHeight}px; }`,
        );
        const waiting = waits();
        // The rooms of those that wait already are kept.
        for (const rule of waiting.length ? this.room.cssRules : []) rules.push(rule.cssText);
        this.room.replaceSync(rules.join("\n"));
        this.watch();
        const drawn = far.map((card) => card.dataset.shown);
        return [...new Set([...drawn, ...waiting.filter(isFar).map(id)])];
    }

    /** Begins to look whether the visitor comes near, or stays. */
    watch() {
        this.begun = performance.now();
        this.waiting = undefined;
        this.timer ??= setInterval(() => this.look(), LOOK);
    }

    look() {
        const waiting = waits();
        const now = performance.now();
        if (waiting.length) {
            this.waiting ??= now;
            if (now - this.waiting > PATIENT || !waiting.every(isFar)) this.fetch();
        } else if (now - this.begun > LATEST) {
            clearInterval(this.timer);
            this.timer = undefined;
        }
    }

    fetch() {
        if (!waits().length || performance.now() - (this.asked ?? -Infinity) < ANSWERED) return;
        this.asked = performance.now();
        this.ask();
    }
}

// One for the page, however many pickers it has and has had.
const farCharts = new FarCharts();

const waits = () => [...document.querySelectorAll(".later")];

const id = (card) => card.dataset.chart;

function isFar(card) {
    const { top, bottom } = card.getBoundingClientRect();
    return top > window.innerHeight || bottom < 0;
}
