// Explains a word where it stands: while the pointer is on it, while it has the focus, and when it is
// touched. The explanation stays while the pointer is on it, and goes with Escape.
const APART = 6;

export default function ({ data, parentElement }) {
    const glossary = new Glossary(parentElement, data.meanings);
    return () => glossary.end();
}

class Glossary {
    constructor(root, meanings) {
        this.meanings = meanings;
        this.meaning = document.createElement("div");
        this.meaning.className = "meaning";
        this.meaning.id = "meaning";
        this.meaning.setAttribute("role", "tooltip");
        this.meaning.hidden = true;
        root.append(this.meaning);
        this.word = null;
        this.listening = new AbortController();
        const { signal } = this.listening;
        const on = (what, done, options) =>
            document.addEventListener(what, done, { signal, ...options });
        on("pointerover", (event) => this.over(event));
        on("focusin", ({ target }) => this.open(this.wordOf(target)));
        on("focusout", () => this.close());
        on("click", (event) => this.press(event), { capture: true });
        on("keydown", ({ key }) => key === "Escape" && this.close());
        on("scroll", () => this.close(), { capture: true, passive: true });
    }

    end() {
        this.listening.abort();
        this.close();
        this.meaning.remove();
    }

    wordOf(target) {
        const word = target instanceof Element ? target.closest("a[href^='#']") : null;
        return word && this.meanings[word.getAttribute("href")] ? word : null;
    }

    over({ target, pointerType }) {
        if (pointerType === "touch" || this.meaning.contains(target)) return;
        const word = this.wordOf(target);
        if (word) this.open(word);
        else if (this.word && this.word !== document.activeElement) this.close();
    }

    /** A press on a word opens or keeps its explanation and leads nowhere. */
    press(event) {
        const word = this.wordOf(event.target);
        if (word) {
            event.preventDefault();
            event.stopPropagation();
            this.open(word);
        } else if (!this.meaning.contains(event.target)) this.close();
    }

    open(word) {
        if (!word || word === this.word) return;
        this.close();
        const [term, says] = this.meanings[word.getAttribute("href")];
        const name = document.createElement("b");
        name.textContent = term;
        this.meaning.replaceChildren(name, says);
        this.meaning.hidden = false;
        this.word = word;
        word.setAttribute("aria-describedby", this.meaning.id);
        this.place(word);
    }

    /** Below the word, or above it where there is no room; within the window. */
    place(word) {
        const [line] = word.getClientRects();
        const { width, height } = this.meaning.getBoundingClientRect();
        const room = document.documentElement.clientWidth;
        const left = Math.max(12, Math.min(line.left, room - width - 12));
        const below = line.bottom + APART + height < window.innerHeight;
        this.meaning.style.left = `${left}px`;
        this.meaning.style.top = `${below ? line.bottom + APART : line.top - APART - height}px`;
    }

    close() {
        if (!this.word) return;
        this.word.removeAttribute("aria-describedby");
        this.word = null;
        this.meaning.hidden = true;
    }
}
