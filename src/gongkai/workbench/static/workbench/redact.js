// Drawing boxes on the pages. The rows of the form are the truth; a mark on a page is only their picture.
(() => {
  "use strict";

  const form = document.getElementById("redact");
  const list = document.getElementById("boxes");
  const blank = document.getElementById("box-row");
  const count = document.getElementById("box-count");
  if (!form || !list || !blank) return;

  const pages = new Map([...document.querySelectorAll(".redact__page")].map((page) => [page.dataset.page, page]));
  const KEYS = ["x0", "y0", "x1", "y1"];
  let next = list.children.length;

  const input = (row, key) => row.querySelector(`[data-key="${key}"]`);
  const value = (row, key) => Number.parseFloat(input(row, key).value) || 0;
  const round = (number) => Math.round(number * 10) / 10;
  const clamp = (number, most) => Math.min(Math.max(number, 0), most);
  const sheetOf = (row) => pages.get(input(row, "page").value);
  const use = (row) => row.querySelector('[name="use"]');

  const tell = () => {
    const chosen = [...list.children].filter((row) => use(row).checked).length;
    count.textContent = `${chosen} / ${list.children.length}`;
  };

  // A mark shows its row: placed in percent of the page, so that it follows any width.
  const marks = new Map();
  const paint = (row) => {
    const page = sheetOf(row);
    let mark = marks.get(row);
    if (!page) { mark?.remove(); return; }
    const sheet = page.querySelector(".redact__sheet");
    if (!mark) {
      mark = document.createElement("button");
      mark.type = "button";
      mark.className = "redact__mark";
      marks.set(row, mark);
      listen(row, mark);
    }
    if (mark.parentElement !== sheet) sheet.append(mark);
    const width = Number(page.dataset.width);
    const height = Number(page.dataset.height);
    mark.style.left = `${(100 * value(row, "x0")) / width}%`;
    mark.style.top = `${(100 * value(row, "y0")) / height}%`;
    mark.style.width = `${(100 * (value(row, "x1") - value(row, "x0"))) / width}%`;
    mark.style.height = `${(100 * (value(row, "y1") - value(row, "y0"))) / height}%`;
    mark.classList.toggle("redact__mark--off", !use(row).checked);
    mark.setAttribute("aria-label", `${form.dataset.box} ${row.querySelector("[data-label]").textContent}`);
  };

  const set = (row, box) => {
    const page = sheetOf(row);
    const width = Number(page.dataset.width);
    const height = Number(page.dataset.height);
    const [x0, x1] = [box.x0, box.x1].map((x) => clamp(x, width)).sort((a, b) => a - b);
    const [y0, y1] = [box.y0, box.y1].map((y) => clamp(y, height)).sort((a, b) => a - b);
    Object.entries({ x0, y0, x1, y1 }).forEach(([key, number]) => { input(row, key).value = round(number); });
    paint(row);
  };
  const get = (row) => Object.fromEntries(KEYS.map((key) => [key, value(row, key)]));

  const remove = (row) => {
    marks.get(row)?.remove();
    marks.delete(row);
    row.remove();
    tell();
  };

  const add = (page, box) => {
    const row = blank.content.firstElementChild.cloneNode(true);
    row.querySelectorAll("[name]").forEach((field) => { field.name = field.name.replace("-N", `-${next}`); });
    use(row).value = String(next);
    use(row).checked = true;
    input(row, "page").value = page.dataset.page;
    next += 1;
    list.append(row);
    set(row, box);
    tell();
    return row;
  };

  const listen = (row, mark) => {
    mark.addEventListener("keydown", (event) => {
      const step = event.altKey ? 1 : 4;
      const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
      if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        const neighbour = row.nextElementSibling ?? row.previousElementSibling;
        remove(row);
        (marks.get(neighbour) ?? form.querySelector("[data-add]"))?.focus();
      } else if (event.key === " " || event.key === "Enter") {
        event.preventDefault();
        use(row).checked = !use(row).checked;
        paint(row);
        tell();
      } else if (dx || dy) {
        event.preventDefault();
        const box = get(row);
        set(row, event.shiftKey ? { ...box, x1: box.x1 + dx, y1: box.y1 + dy } : { x0: box.x0 + dx, y0: box.y0 + dy, x1: box.x1 + dx, y1: box.y1 + dy });
      }
    });
    mark.addEventListener("focus", () => {
      [...list.children].forEach((other) => other.classList.toggle("redact__box--current", other === row));
      row.scrollIntoView({ block: "nearest" });
    });
    mark.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      const page = sheetOf(row);
      const from = point(page, event);
      const box = get(row);
      mark.setPointerCapture(event.pointerId);
      const move = (moved) => {
        const to = point(page, moved);
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        set(row, { x0: box.x0 + dx, y0: box.y0 + dy, x1: box.x1 + dx, y1: box.y1 + dy });
      };
      mark.addEventListener("pointermove", move);
      mark.addEventListener("pointerup", () => mark.removeEventListener("pointermove", move), { once: true });
    });
  };

  const point = (page, event) => {
    const frame = page.querySelector(".redact__sheet").getBoundingClientRect();
    return {
      x: ((event.clientX - frame.left) / frame.width) * Number(page.dataset.width),
      y: ((event.clientY - frame.top) / frame.height) * Number(page.dataset.height),
    };
  };

  pages.forEach((page) => {
    const sheet = page.querySelector(".redact__sheet");
    const width = Number(page.dataset.width);
    const height = Number(page.dataset.height);
    page.querySelector("[data-add]").addEventListener("click", () => {
      const row = add(page, { x0: width * 0.35, y0: height * 0.45, x1: width * 0.65, y1: height * 0.5 });
      marks.get(row).focus();
    });
    sheet.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      event.preventDefault();
      const from = point(page, event);
      let row = null;
      sheet.setPointerCapture(event.pointerId);
      const draw = (moved) => {
        const to = point(page, moved);
        const box = { x0: from.x, y0: from.y, x1: to.x, y1: to.y };
        if (row) set(row, box);
        else if (Math.abs(to.x - from.x) > 3 || Math.abs(to.y - from.y) > 3) row = add(page, box);
      };
      sheet.addEventListener("pointermove", draw);
      sheet.addEventListener("pointerup", () => {
        sheet.removeEventListener("pointermove", draw);
        if (row) marks.get(row).focus();
      }, { once: true });
    });
  });

  list.addEventListener("input", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) { paint(row); tell(); }
  });
  [...list.children].forEach(paint);
  tell();
})();
