// 引用选中的文字: what is selected in the preview becomes the quote of a comment. Without scripts the words are typed.
(() => {
  "use strict";

  const frame = document.querySelector("iframe[data-quotable]");
  const offer = document.querySelector("[data-quote-offer]");
  const quote = document.getElementById("comment_quote");
  const occurrence = document.getElementById("comment_occurrence");
  if (!frame || !offer || !quote) return;
  offer.hidden = false;

  const squeezed = (text) => text.replace(/[\s\u3000\u200b\ufeff]+/g, "");
  const LONGEST = 200;

  // How often the same words stand in the page before what is selected.
  const before = (selection, words) => {
    const body = selection.anchorNode.ownerDocument.querySelector("[data-plain]") ?? selection.anchorNode.ownerDocument.body;
    const range = selection.getRangeAt(0).cloneRange();
    range.setStart(body, 0);
    range.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
    return squeezed(range.toString()).split(words).length - 1;
  };

  document.querySelector("[data-quote]").addEventListener("click", () => {
    const said = document.querySelector("[data-quote-said]");
    const selection = frame.contentWindow.getSelection();
    const words = squeezed(selection ? selection.toString() : "").slice(0, LONGEST);
    if (!words) {
      said.textContent = "请先在左边的页面里选中几个字。";
      return;
    }
    quote.value = words;
    said.textContent = `已引用：${words.length > 20 ? `${words.slice(0, 20)}…` : words}`;
    document.getElementById("comment_text").focus();
  });
})();
