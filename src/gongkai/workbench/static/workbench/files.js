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
  const limit = Number(form.dataset.limit);
  // Read when needed: after signing in again in another tab the token of this page is an old one.
  const token = () => /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.querySelector("[name=csrfmiddlewaretoken]").value;
  const MB = 1024 * 1024;
  let going = 0;

  const say = (sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    errors.append(line);
  };
  const sizeOf = (bytes) => (bytes >= MB ? `${(bytes / MB).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);

  /** Send one file. Resolves to what the server kept; rejects with a sentence. */
  const upload = (file, progress = () => {}) =>
    new Promise((resolve, reject) => {
      if (file.size > limit) {
        reject(`“${file.name}”有 ${Math.floor(file.size / MB)} MB，超过单个附件 ${Math.floor(limit / MB)} MB 的上限，没有保存。请压缩、拆分后再上传；已填写的内容和其他附件都在。`);
        return;
      }
      const body = new FormData();
      body.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", form.dataset.upload);
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
      request.addEventListener("load", () => {
        let answer;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          reject(`“${file.name}”没有传上：登录可能已过期。请在新标签页登录，再回到这里重试；本页内容都在。`);
          return;
        }
        if (answer.files.length) resolve(answer.files[0]);
        else reject(answer.errors.join(" "));
      });
      request.addEventListener("error", () => reject(`“${file.name}”没有传上：网络中断。请再试一次；本页内容都在。`));
      request.send(body);
    });

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

  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("office-dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("office-dropping");
  });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("office-dropping");
    if (!carriesFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    attachAll([...event.dataTransfer.files]);
  });

  form.addEventListener("submit", (event) => {
    form.querySelector("[name=csrfmiddlewaretoken]").value = token();
    if (!going) return;
    event.preventDefault();
    errors.replaceChildren();
    say("还有文件正在上传，请等它完成再保存。");
    errors.scrollIntoView({ block: "center" });
  });

  window.gongkai = { upload, attachAll, say: (sentence) => { errors.replaceChildren(); say(sentence); } };
})();
