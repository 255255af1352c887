// Suggestions under the search field while somebody types. Without this script the field and its button do all there is.
const WAIT = 180; // milliseconds after the last key
const field = document.querySelector("[data-suggest]");
const parts = document.querySelector(".parts");

// On a narrow screen the filters open when asked for; without this script they are open.
if (parts && window.matchMedia("(max-width: 56rem)").matches) parts.open = false;

if (field) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  field.form.append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let waiting = 0;
  let asked = 0;
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (text) => {
    field.value = text;
    close();
    field.form.requestSubmit();
  };

  const show = (texts) => {
    list.replaceChildren(
      ...texts.map((text, number) => {
        const row = document.createElement("li");
        row.id = `suggestion-${number}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.textContent = text;
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(text);
        });
        return row;
      }),
    );
    at = -1;
    list.hidden = texts.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    const mine = ++asked;
    const words = new URLSearchParams({ q: field.value.trim() });
    if (field.dataset.organ) words.set("organ", field.dataset.organ);
    try {
      const answer = await fetch(`${field.dataset.suggest}?${words}`);
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      if (mine === asked && document.activeElement === field) show(suggestions);
    } catch {
      close(); // without a server there is nothing to suggest
    }
  };

  field.addEventListener("input", (event) => {
    window.clearTimeout(waiting);
    if (event.isComposing || !field.value.trim()) {
      close();
      return;
    }
    waiting = window.setTimeout(ask, WAIT);
  });
  field.addEventListener("compositionend", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, WAIT);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const rows = [...list.children];
    if (list.hidden || event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      close();
      return;
    }
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(rows[at].textContent);
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    at += event.key === "ArrowDown" ? 1 : -1;
    if (at < -1) at = rows.length - 1;
    if (at >= rows.length) at = -1;
    rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) {
      field.setAttribute("aria-activedescendant", rows[at].id);
      rows[at].scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  });
}
