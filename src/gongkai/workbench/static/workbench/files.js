// Attachments: drop anywhere on the page or choose; each file goes up at once, the form only posts keys and titles.
// Also offers `gongkai.upload` and `gongkai.attach` to the text editor.
(() => {
  "use strict";

  const form = document.getElementById("editor");
  if (!form) return;
  const list = document.getElementById("attachments");
  const errors = document.getElementById("attachment-errors");
  const input = document.getElementById("attachment_files");
  const row = document.getElementById("attachment-row").content;
  const tools = document.getElementById("attachment-tools").content;
  const { token, sizeOf, send, onDrop } = window.gongkai;
  let going = 0;

  const say = (sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    errors.append(line);
  };

  const upload = (file, progress = () => {}) => send(file, { to: form.dataset.upload, limit: Number(form.dataset.limit), progress });

  const dress = (item) => {
    item.querySelector(".office-plain-only")?.remove();
    item.append(tools.cloneNode(true));
  };

  const attach = async (file) => {
    const item = row.cloneNode(true).firstElementChild;
    const [link, note] = [item.querySelector("a"), item.querySelector(".office-help")];
    link.textContent = file.name;
    note.textContent = "正在上传…";
    list.append(item);
    going += 1;
    try {
      const kept = await upload(file, (part) => { note.textContent = `正在上传 ${Math.round(part * 100)}%`; });
      link.href = kept.url;
      link.textContent = kept.name;
      note.textContent = sizeOf(kept.size);
      item.querySelector("[name=attachment_key]").value = kept.key;
      item.querySelector("[name=attachment_title]").value = kept.title;
      dress(item);
      form.dispatchEvent(new Event("input", { bubbles: true }));
    } catch (sentence) {
      item.remove();
      say(sentence);
    } finally {
      going -= 1;
    }
  };

  const attachAll = async (files) => {
    errors.replaceChildren();
    for (const file of files) await attach(file);
  };

  list.querySelectorAll("[data-file]").forEach(dress);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const item = button.closest("[data-file]");
    if ("up" in button.dataset && item.previousElementSibling) item.previousElementSibling.before(item);
    if ("down" in button.dataset && item.nextElementSibling) item.nextElementSibling.after(item);
    if ("remove" in button.dataset) {
      item.remove();
      input.focus();
    } else button.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  input.addEventListener("change", () => {
    const chosen = [...input.files];
    input.value = "";
    attachAll(chosen);
  });

  // On the page of a new item a document may be the text itself: import.js asks.
  const take = (files) => { if (!window.gongkai.offerImport?.(files)) attachAll(files); };
  onDrop(take);

  form.addEventListener("submit", (event) => {
    form.querySelector("[name=csrfmiddlewaretoken]").value = token();
    if (!going) return;
    event.preventDefault();
    errors.replaceChildren();
    say("还有文件正在上传，请等它完成再保存。");
    errors.scrollIntoView({ block: "center" });
  });

  Object.assign(window.gongkai, { upload, attachAll, take, say: (sentence) => { errors.replaceChildren(); say(sentence); } });
})();
