// Around the text: a copy of what is being written kept in this browser, the summary drawn from the text, the document explained.
(() => {
  "use strict";

  const form = document.getElementById("editor");
  if (!form) return;
  const { toClasses } = window.gongkaiTidy;
  const body = () => (window.gongkaiBody ? toClasses(window.gongkaiBody.value) : form.elements.body.value);
  document.querySelectorAll(".office-script-only").forEach((element) => element.classList.remove("office-script-only"));

  // 自动提取概述: the first sentences of the text, whole ones, up to the limit.
  const extract = document.getElementById("extract-summary");
  extract?.addEventListener("click", () => {
    const most = Number(form.dataset.summaryAtMost);
    const page = new DOMParser().parseFromString(body(), "text/html");
    page.querySelectorAll("table,figcaption").forEach((element) => element.remove());
    const blocks = [...page.body.querySelectorAll("p,li,h2,h3,h4,blockquote")].filter((element) => !element.querySelector("p,li"));
    const lines = (blocks.length ? blocks : [page.body]).map((element) => element.textContent.replace(/\s+/g, "").trim()).filter((line) => line.length > 4 && !/^[^，。；]{1,40}[：:]$/.test(line));
    let summary = "";
    for (const sentence of lines.join("").match(/[^。！？；]+[。！？；]?/g) ?? []) {
      if (summary && summary.length + sentence.length > most) break;
      summary += sentence;
    }
    const field = form.elements.summary;
    field.value = (summary || form.elements.title.value).slice(0, most);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // The browser's own copy, offered back after a crash, a lost session or a closed window; let go once saved (office.js).
  const key = `gongkai:${form.dataset.copy}`;
  const state = document.getElementById("copy-state");
  const offer = document.getElementById("copy-offer");
  const skipped = new Set(["csrfmiddlewaretoken", "base_revision", "overrule", "attachment_files"]);
  const values = () => {
    const found = [];
    for (const [name, value] of new FormData(form)) {
      if (skipped.has(name) || typeof value !== "string") continue;
      found.push([name, name === "body" ? body() : value]);
    }
    return found;
  };
  const atFirst = JSON.stringify(values());
  let timer = 0;
  const keep = () => {
    const now = values();
    if (JSON.stringify(now) === atFirst) return;
    const rows = [...document.querySelectorAll("#attachments [data-file]")].map((item) => ({
      key: item.querySelector("[name=attachment_key]").value,
      title: item.querySelector("[name=attachment_title]").value,
      name: item.querySelector("a").textContent,
      url: item.querySelector("a").getAttribute("href"),
    })).filter((row) => row.key);
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: now, rows }));
      state.textContent = `${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })} 已在本机留底`;
    } catch {
      state.textContent = "本机存不下留底，请及时保存草稿。";
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 1500); });
  addEventListener("pagehide", () => { if (!form.dataset.sent) keep(); });
  form.addEventListener("submit", (event) => {
    if (event.submitter && "preview" in event.submitter.dataset) return;
    keep();
    form.dataset.sent = "1";
  });

  // A text refused for a classification mark leaves no copy on this machine either.
  if ("forget" in form.dataset) localStorage.removeItem(key);
  const copy = JSON.parse(localStorage.getItem(key) ?? "null");
  if (copy && JSON.stringify(copy.values) !== atFirst && !document.getElementById("summary")) {
    offer.querySelector("p").textContent = `这台电脑上有 ${new Date(copy.at).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" })} 没有保存完的内容。`;
    offer.hidden = false;
  }
  offer.addEventListener("click", (event) => {
    if (event.target.dataset.copyDrop !== undefined) localStorage.removeItem(key);
    else if (event.target.dataset.copyRestore !== undefined) restore();
    else return;
    offer.hidden = true;
  });
  const restore = () => {
    const single = Object.fromEntries(copy.values);
    for (const field of form.elements) {
      if (!field.name || skipped.has(field.name) || field.name.startsWith("attachment_") || !(field.name in single)) continue;
      if (field.type === "checkbox") field.checked = copy.values.some(([name, value]) => name === field.name && value === field.value);
      else field.value = single[field.name];
    }
    const list = document.getElementById("attachments");
    const row = document.getElementById("attachment-row").content;
    const tools = document.getElementById("attachment-tools").content;
    list.replaceChildren(...copy.rows.map((kept) => {
      const item = row.cloneNode(true).firstElementChild;
      item.querySelector("[name=attachment_key]").value = kept.key;
      item.querySelector("[name=attachment_title]").value = kept.title;
      Object.assign(item.querySelector("a"), { textContent: kept.name, href: kept.url });
      item.append(tools.cloneNode(true));
      return item;
    }));
    form.dispatchEvent(new Event("gongkai:restore"));
  };

  // 解读的文件: suggestions while typing.
  const search = document.getElementById("interprets_find");
  const found = document.getElementById("interprets_found");
  const chosen = form.elements.interprets;
  search?.addEventListener("input", () => {
    chosen.value = "";
    clearTimeout(search.timer);
    search.timer = setTimeout(async () => {
      if (search.value.trim().length < 2) { found.hidden = true; return; }
      const answer = await fetch(`${form.dataset.choose}?q=${encodeURIComponent(search.value.trim())}`);
      if (!answer.ok) return;
      found.innerHTML = await answer.text();
      found.hidden = false;
    }, 300);
  });
  found?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    chosen.value = button.dataset.choose;
    search.value = button.firstChild.textContent.trim();
    found.hidden = true;
    search.focus();
  });
})();
