// What every form that takes files shares, as `gongkai`: sending one file at once, its size in words, files dropped on the page.
(() => {
  "use strict";

  const MB = 1024 * 1024;
  // Read when needed: after signing in again in another tab the token of this page is an old one.
  const token = () => /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
  const sizeOf = (bytes) => (bytes >= MB ? `${(bytes / MB).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);

  /** Send one file to the address `to`. Resolves to what the server kept; rejects with a sentence. `progress` gets 0 to 1. */
  const send = (file, { to, limit, progress }) =>
    new Promise((resolve, reject) => {
      if (file.size > limit) {
        reject(`“${file.name}”有 ${Math.floor(file.size / MB)} MB，超过单个附件 ${Math.floor(limit / MB)} MB 的上限，没有保存。请压缩、拆分后再上传；已填写的内容和其他附件都在。`);
        return;
      }
      const body = new FormData();
      body.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", to);
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

  /** `take(files, event)` for files dropped anywhere on the page that nothing else on it has taken. */
  const onDrop = (take) => {
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
      take([...event.dataTransfer.files], event);
    });
  };

  window.gongkai = { token, sizeOf, send, onDrop };
})();
