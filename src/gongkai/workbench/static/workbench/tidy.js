// What is pasted from Word, WPS or a web page, reduced to what the public page shows: headings, tables, centring, lists, pictures.
(() => {
  "use strict";

  const DROPPED = "script,style,meta,link,title,xml,iframe,object,embed,form,input,button,select,textarea,svg";
  const KEPT = new Set("p h2 h3 h4 ul ol li blockquote hr br a b strong i em u s sub sup table caption colgroup col thead tbody tfoot tr th td img figure figcaption div".split(" "));
  const BLOCKS = new Set("P H2 H3 H4 LI TD TH DIV FIGCAPTION CAPTION".split(" "));
  const ATTRIBUTES = { A: ["href", "title"], IMG: ["src", "alt"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"], OL: ["start"], COL: ["span"] };
  const ALIGNED = /^(center|right|justify)$/;

  const rename = (element, name) => {
    const other = element.ownerDocument.createElement(name);
    for (const { name: attribute, value } of element.attributes) {
      try { other.setAttribute(attribute, value); } catch { /* names such as o:gfxdata are no loss */ }
    }
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
  };

  const alignment = (element) => {
    const said = (element.style.textAlign || element.getAttribute("align") || "").toLowerCase();
    if (ALIGNED.test(said)) return said;
    const word = [...element.classList].find((name) => name.startsWith("align-"));
    return word && ALIGNED.test(word.slice(6)) ? word.slice(6) : "";
  };

  const emphasis = (element) => {
    const { fontWeight, textDecorationLine, textDecoration } = element.style;
    if (fontWeight === "bold" || Number(fontWeight) >= 600) return "strong";
    return `${textDecorationLine} ${textDecoration}`.includes("underline") ? "u" : "";
  };

  const visit = (element) => {
    for (const child of [...element.children]) visit(child);
    const name = element.localName;
    if (name === "h1") { visit(rename(element, "h2")); return; }
    if (name === "h5" || name === "h6") { visit(rename(element, "h4")); return; }
    if (name === "center") { const block = rename(element, "div"); block.style.textAlign = "center"; return; }
    if (!KEPT.has(name)) {
      const mark = name === "span" || name === "font" ? emphasis(element) : "";
      if (mark && element.textContent.trim()) rename(element, mark).removeAttribute("style");
      else element.replaceWith(...element.childNodes);
      return;
    }
    const where = BLOCKS.has(element.tagName) ? alignment(element) : "";
    const keep = ATTRIBUTES[element.tagName] ?? [];
    for (const { name: attribute } of [...element.attributes]) if (!keep.includes(attribute)) element.removeAttribute(attribute);
    if (where) element.style.textAlign = where;
  };

  const read = (html) => new DOMParser().parseFromString(html, "text/html");

  const comments = (document) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    found.forEach((comment) => comment.remove());
  };

  /** Clean HTML for the editor, and how many pictures did not come along (Word leaves them on its own disk). */
  const tidy = (html) => {
    const page = read(html.replace(/<!--StartFragment-->|<!--EndFragment-->/g, ""));
    comments(page);
    page.querySelectorAll(DROPPED).forEach((element) => element.remove());
    [...page.body.children].forEach(visit);
    let lost = 0;
    page.querySelectorAll("img").forEach((image) => {
      const source = image.getAttribute("src") ?? "";
      if (source.startsWith("/files/") || source.startsWith("data:image/")) return;
      lost += 1;
      image.remove();
    });
    page.querySelectorAll("p").forEach((paragraph) => {
      if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove();
    });
    return { html: page.body.innerHTML.trim(), lost };
  };

  /** Stored HTML names alignment by class; the editor understands style only. And back again. */
  const toStyles = (html) => {
    const page = read(html);
    page.querySelectorAll('[class*="align-"]').forEach((element) => {
      const where = alignment(element);
      element.classList.remove("align-left", "align-center", "align-right", "align-justify");
      if (!element.classList.length) element.removeAttribute("class");
      if (where) element.style.textAlign = where;
    });
    return page.body.innerHTML;
  };
  const toClasses = (html) => {
    const page = read(html);
    page.querySelectorAll("[style]").forEach((element) => {
      const where = (element.style.textAlign || "").toLowerCase();
      element.removeAttribute("style");
      if (!where) return;
      element.classList.remove("signature", "align-left", "align-center", "align-right", "align-justify");
      if (ALIGNED.test(where)) element.classList.add(`align-${where}`);
      if (!element.classList.length) element.removeAttribute("class");
    });
    return page.body.innerHTML;
  };

  window.gongkaiTidy = { tidy, toStyles, toClasses };
})();
