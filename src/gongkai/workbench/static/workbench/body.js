// The text editor: Jodit with the buttons a clerk needs, pictures that go up as they are dropped, and their descriptions.
(() => {
  "use strict";

  const textarea = document.getElementById("id_body");
  if (!textarea || !window.Jodit) return;
  const form = textarea.form;
  const { tidy, toStyles, toClasses } = window.gongkaiTidy;
  const MACHINE_NAME = /^(img|dsc|image|screenshot|微信图片|屏幕截图|截图|未命名|mmexport)?[\s_-]*[\d\s_()（）.-]*$/i;

  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = "image/png,image/jpeg,image/gif";
  chooser.multiple = true;
  chooser.hidden = true;
  form.append(chooser);

  textarea.value = toStyles(textarea.value);
  const editor = window.Jodit.make(textarea, {
    language: "zh_cn",
    i18n: { zh_cn: { Normal: "正文段落", URL: "链接地址", "Class name": "样式", "Heading 2": "标题 2", "Heading 3": "标题 3", Picture: "插入图片（也可以直接拖进正文）" } },
    minHeight: 380,
    toolbarAdaptive: false,
    toolbarSticky: true,
    toolbarStickyOffset: 0,
    showCharsCounter: true,
    showWordsCounter: false,
    showXPathInStatusbar: false,
    hidePoweredByJodit: true,
    askBeforePasteHTML: false,
    askBeforePasteFromWord: false,
    disablePlugins: ["about", "ai-assistant", "speech-recognize", "source", "file", "video", "iframe", "powered-by-jodit", "print", "preview", "symbols", "class-span", "drag-and-drop", "image-properties", "image-processor", "paste-storage", "paste-from-word", "add-new-line"],
    beautifyHTML: false,
    spellcheck: false,
    showPlaceholder: false,
    uploader: { insertImageAsBase64URI: false },
    filebrowser: { ajax: { url: "" } },
    enter: "p",
    controls: { paragraph: { list: window.Jodit.atom({ p: "Normal", h2: "Heading 2", h3: "Heading 3" }) } },
    link: { noFollowCheckbox: false, modeClassName: "", openInNewTabCheckbox: false },
    buttons: [
      "paragraph", "bold", "underline", "|", "left", "center", "right", "|", "ul", "ol", "|", "table", "link",
      { name: "picture", icon: "image", tooltip: "Picture", exec: () => chooser.click() },
      "|", "undo", "redo", "eraser", "|", "fullsize",
    ],
    cleanHTML: { denyTags: "script,style,iframe,object,embed,form,input", removeOnError: true },
    editorClassName: "office-text",
    iframe: false,
  });
  window.gongkaiBody = editor;

  // For a screen reader the text is a labelled field like the others.
  editor.editor.setAttribute("role", "textbox");
  editor.editor.setAttribute("aria-multiline", "true");
  editor.editor.setAttribute("aria-label", "正文");
  document.querySelector('label[for="id_body"]')?.addEventListener("click", () => editor.focus());

  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
  const describe = (name) => {
    const stem = name.replace(/\.[^.]+$/, "");
    return MACHINE_NAME.test(stem) ? "" : stem;
  };

  const insertPicture = async (file) => {
    editor.s.save();
    try {
      const kept = await window.gongkai.upload(file);
      editor.s.restore();
      const paragraph = editor.createInside.element("p");
      const image = editor.createInside.element("img");
      image.src = kept.url;
      image.alt = describe(kept.name);
      paragraph.append(image);
      editor.s.insertNode(paragraph);
      editor.synchronizeValues();
      changed();
    } catch (sentence) {
      editor.s.restore();
      window.gongkai.say(String(sentence));
    }
  };
  const insertPictures = async (files) => { for (const file of files) await insertPicture(file); };
  chooser.addEventListener("change", () => {
    const chosen = [...chooser.files];
    chooser.value = "";
    insertPictures(chosen);
  });

  // Pictures pasted inside a text go up one after the other; what stays on the writer's own disk is said.
  const liftPastedPictures = async () => {
    for (const image of editor.editor.querySelectorAll('img[src^="data:image/"]')) {
      const [, type, packed] = /^data:(image\/\w+);base64,(.*)$/s.exec(image.src) ?? [];
      try {
        if (!packed) throw "有一张图片的格式不认识，没有带过来。请把图片文件直接拖进正文。";
        // Not by fetch: the page may connect to this site only, and a data address is none.
        const data = new Blob([Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))], { type });
        const kept = await window.gongkai.upload(new File([data], `正文图片.${data.type.split("/")[1].replace("jpeg", "jpg")}`, { type: data.type }));
        image.src = kept.url;
      } catch (sentence) {
        image.remove();
        window.gongkai.say(String(sentence));
      }
    }
    editor.synchronizeValues();
    changed();
  };

  // What Word, WPS and Excel copy is tidied by the server with the rules of importing a file. Pictures stay here meanwhile, each
  // under an address of its own; when the server cannot be asked, the tidying of this page has to do.
  const FROM_OFFICE = /mso-|MsoNormal|urn:schemas-microsoft-com|Excel\.Sheet|WPS Office|<o:p/i;
  const byTheServer = async (html) => {
    const pictures = [];
    const sent = html.replace(/src=(["'])(data:image\/[^"']+)\1/gi, (_all, _quote, data) => {
      pictures.push(data);
      return `src="/files/00000000-0000-0000-0000-${String(pictures.length).padStart(12, "0")}/pasted"`;
    });
    const parts = new FormData();
    parts.append("html", sent);
    const answer = await fetch(form.dataset.paste, { method: "POST", body: parts, headers: { "X-CSRFToken": window.gongkai.token() } });
    const said = await answer.json();
    if (!said.ok) throw new Error("not tidied");
    const clean = said.html.replace(/\/files\/00000000-0000-0000-0000-(\d{12})\/pasted/g, (_all, number) => pictures[Number(number) - 1] ?? "");
    return { html: toStyles(clean), leftOut: said.left_out };
  };
  const tidied = async (html) => {
    const here = tidy(html);
    if (!FROM_OFFICE.test(html)) return { ...here, leftOut: [] };
    try {
      return { ...here, ...(await byTheServer(html)) };
    } catch {
      return { ...here, leftOut: [] };
    }
  };

  const insertTidied = async (html) => {
    editor.s.save();
    const { html: clean, lost, leftOut } = await tidied(html);
    editor.s.restore();
    editor.s.insertHTML(clean);
    editor.synchronizeValues();
    changed();
    const said = [];
    if (lost) said.push(`粘贴的文字里有 ${lost} 张图片留在原来的文件里，没有带过来。请把图片文件直接拖进正文。`);
    if (leftOut.length) said.push(`粘贴时没有带入：${leftOut.join("、")}。`);
    if (said.length) window.gongkai.say(said.join(" "));
    liftPastedPictures();
  };

  editor.editor.addEventListener("paste", (event) => {
    const board = event.clipboardData;
    const html = board.getData("text/html");
    const pictures = [...board.files].filter((file) => file.type.startsWith("image/"));
    if (!html && !pictures.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!html) {
      insertPictures(pictures);
      return;
    }
    insertTidied(html);
  }, true);

  editor.editor.addEventListener("drop", (event) => {
    const files = [...event.dataTransfer.files];
    if (!files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const pictures = files.filter((file) => /^image\/(png|jpeg|gif)$/.test(file.type));
    const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (range) editor.s.selectRange(range);
    insertPictures(pictures);
    const others = files.filter((file) => !pictures.includes(file));
    if (others.length) window.gongkai.take(others);
  }, true);

  // 图片说明: a field for each picture, so that who cannot see it knows what it shows.
  const panel = document.getElementById("picture-texts");
  const known = new Map();
  const listPictures = () => {
    const pictures = [...editor.editor.querySelectorAll("img")];
    panel.hidden = !pictures.length;
    if (!panel.children.length) panel.innerHTML = '<p class="office-label">图片说明</p><p class="office-help">看不见图片的人靠它知道内容；送审前每张都要有。</p>';
    for (const [image, line] of known) if (!pictures.includes(image)) { line.remove(); known.delete(image); }
    pictures.forEach((image, index) => {
      let line = known.get(image);
      if (!line) {
        line = document.createElement("label");
        line.className = "office-picture-text";
        const thumb = document.createElement("img");
        thumb.alt = "";
        const words = document.createElement("span");
        const field = document.createElement("input");
        field.maxLength = 200;
        field.value = image.alt;
        field.addEventListener("input", () => { image.alt = field.value; editor.synchronizeValues(); });
        line.append(thumb, words, field);
        known.set(image, line);
      }
      line.children[0].src = image.src;
      line.children[1].textContent = `第 ${index + 1} 张`;
      panel.append(line);
    });
  };
  editor.events.on("change afterInit", listPictures);
  editor.events.on("change", changed);
  listPictures();

  form.addEventListener("submit", () => { textarea.value = toClasses(editor.value); });
  form.addEventListener("gongkai:restore", () => { editor.value = toStyles(textarea.value); listPictures(); });
})();
