// 从文件导入: the chosen file named, and a file dropped on the page of a new item asked about: the text itself, or an attachment?
(() => {
  "use strict";

  const form = document.getElementById("import");
  if (!form) return;
  const input = document.getElementById("import_file");
  const name = document.getElementById("import-name");
  const offer = document.getElementById("import-offer");
  const button = form.querySelector("button[data-wait]");
  const editor = document.getElementById("editor");
  const kinds = new Set(form.dataset.kinds.split(" "));
  let dropped = null;

  const MB = 1024 * 1024;
  const refuseLarge = () => {
    const file = input.files[0];
    const limit = Number(form.dataset.limit);
    const large = file && file.size > limit;
    input.setCustomValidity(large ? `“${file.name}”有 ${Math.floor(file.size / MB)} MB，超过 ${Math.floor(limit / MB)} MB 的上限，没有导入。` : "");
    return large;
  };
  const chosen = () => {
    name.textContent = input.files.length ? input.files[0].name : "";
    if (refuseLarge()) name.textContent = input.validationMessage;
  };
  input.addEventListener("change", chosen);
  chosen(); // a browser that comes back to the page keeps the choice

  form.addEventListener("submit", () => {
    name.textContent = button.dataset.wait;
    button.disabled = true;
  });
  addEventListener("pageshow", () => { button.disabled = false; });

  if (!offer.showModal || !window.gongkai?.attachAll) return;
  const started = () => Boolean(editor.elements.title.value.trim() || (window.gongkaiBody?.value ?? editor.elements.body.value).replace(/<[^>]*>/g, "").trim());

  /** Whether somebody is now asked about this file; else it is for the caller to take. Who has begun to write attaches. */
  const offerImport = (files) => {
    if (started() || files[0]?.size > Number(form.dataset.limit) || files.length !== 1 || !kinds.has(files[0].name.split(".").pop().toLowerCase())) return false;
    [dropped] = files;
    offer.querySelector("[data-name]").textContent = dropped.name;
    offer.showModal();
    return true;
  };
  offer.querySelector("[data-as-body]").addEventListener("click", () => {
    const carried = new DataTransfer();
    carried.items.add(dropped);
    input.files = carried.files;
    offer.close();
    chosen();
    form.requestSubmit();
  });
  offer.querySelector("[data-as-attachment]").addEventListener("click", () => {
    offer.close();
    window.gongkai.attachAll([dropped]);
  });
  offer.querySelector("[data-cancel]").addEventListener("click", () => offer.close());
  window.gongkai.offerImport = offerImport;
})();
