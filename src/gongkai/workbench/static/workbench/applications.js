// Disclosure on application: files dropped on a form, what belongs to a way or a kind of reply, the letter as one writes.
// Everything works without it; this only saves clicks.
(() => {
  "use strict";

  const { token, sizeOf, send, onDrop } = window.gongkai;
  document.documentElement.classList.add("has-scripts");

  /* Files: each goes up at once, the form carries its key. */
  const zones = [...document.querySelectorAll("[data-drop]")];
  const going = new Map();

  const take = async (zone, files) => {
    const list = zone.querySelector("[data-drop-list]");
    const errors = zone.querySelector("[data-drop-errors]");
    errors.replaceChildren();
    for (const file of files) {
      const item = zone.querySelector("[data-drop-row]").content.cloneNode(true).firstElementChild;
      const note = item.querySelector(".office-help");
      item.querySelector(".case-file-name").textContent = file.name;
      note.textContent = "正在上传…";
      list.append(item);
      going.set(zone, (going.get(zone) ?? 0) + 1);
      try {
        const kept = await send(file, {
          to: zone.dataset.upload,
          limit: Number(zone.dataset.limit),
          progress: (part) => { note.textContent = `正在上传 ${Math.round(part * 100)}%`; },
        });
        item.querySelector("[name=file_key]").value = kept.key;
        note.textContent = sizeOf(kept.size);
        item.dataset.file = "kept";
        zone.dispatchEvent(new Event("input", { bubbles: true }));
      } catch (sentence) {
        item.remove();
        const line = document.createElement("p");
        line.textContent = sentence;
        errors.append(line);
      } finally {
        going.set(zone, going.get(zone) - 1);
      }
    }
  };

  zones.forEach((zone) => {
    const input = zone.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      const chosen = [...input.files];
      input.value = "";
      take(zone, chosen);
    });
    zone.addEventListener("click", (event) => {
      if (!event.target.closest("[data-file-remove]")) return;
      event.target.closest("[data-file]").remove();
      input.focus();
      zone.dispatchEvent(new Event("input", { bubbles: true }));
    });
    zone.closest("form")?.addEventListener("submit", (event) => {
      if (!going.get(zone)) return;
      event.preventDefault();
      zone.querySelector("[data-drop-errors]").textContent = "还有文件正在上传，请等它完成。";
    });
  });

  // A file dropped beside the field is meant for it all the same, when the page has only one.
  if (zones.length) onDrop((files, event) => take(event.target.closest?.("[data-drop]") ?? zones[0], files));

  /* What is usually written, with one press. */
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-offer]");
    if (!offer) return;
    const field = document.getElementById(offer.dataset.into);
    field.value = offer.dataset.offer;
    field.focus();
  });
  document.querySelectorAll("select[data-submit]").forEach((select) => select.addEventListener("change", () => select.form.requestSubmit()));

  /* A way of coming in: its rule, and the fields that only it has. */
  const register = document.getElementById("register");
  if (register) {
    const show = () => {
      const chosen = register.querySelector("[name=channel]:checked")?.value;
      const rules = [...register.querySelectorAll("[data-rule]")];
      rules.forEach((rule) => { rule.hidden = rule.dataset.rule !== chosen; });
      const rule = rules.find((one) => one.dataset.rule === chosen);
      register.querySelectorAll("[data-only]").forEach((part) => { part.hidden = !rule || !(part.dataset.only in rule.dataset); });
    };
    register.querySelectorAll("[name=channel]").forEach((radio) => radio.addEventListener("change", show));
    show();
  }

  /* A kind of reply: the facts it must state; the letter as it is being written. */
  const reply = document.getElementById("reply");
  if (reply) {
    const kind = reply.querySelector("[name=decision]");
    const frame = document.getElementById("letter-preview");
    let waiting;
    let asked = 0;
    const choose = () => {
      reply.querySelectorAll("[data-need]").forEach((part) => { part.hidden = !part.dataset.need.split(" ").includes(kind.value); });
      reply.querySelectorAll("[data-kind]").forEach((part) => { part.hidden = part.dataset.kind !== kind.value || !part.textContent; });
      const facts = reply.querySelector("[data-facts]");
      const order = reply.querySelector(`[data-kind="${kind.value}"]`)?.dataset.needs.split(" ") ?? [];
      order.forEach((key) => facts.append(facts.querySelector(`[data-key="${key}"]`)));
    };
    const look = async () => {
      const number = ++asked;
      const body = new FormData(reply);
      body.delete("files");
      try {
        const answer = await fetch(reply.dataset.preview, { method: "POST", body, headers: { "X-CSRFToken": token() } });
        const page = await answer.text();
        if (number !== asked) return;
        const top = frame.contentWindow?.scrollY ?? 0;
        frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
        frame.srcdoc = page;
      } catch {
        // The preview waits for the network; the form does not.
      }
    };
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 400);
    };
    kind.addEventListener("change", choose);
    reply.addEventListener("input", soon);
    choose();
    look();
  }
})();
