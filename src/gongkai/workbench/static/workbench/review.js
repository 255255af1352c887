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

  // Which time these words stand in the text: counted up to and with what is selected.
  const place = (selection, words) => {
    const chosen = selection.getRangeAt(0);
    const text = frame.contentDocument.querySelector(".document-body");
    if (!text || !text.contains(chosen.startContainer)) return 1;
    const before = frame.contentDocument.createRange();
    before.selectNodeContents(text);
    before.setEnd(chosen.startContainer, chosen.startOffset);
    const read = squeezed(before.toString());
    let found = 0;
    for (let at = read.indexOf(words); at >= 0; at = read.indexOf(words, at + 1)) found += 1;
    return found + 1;
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
    occurrence.value = place(selection, words);
    said.textContent = `已引用：${words.length > 20 ? `${words.slice(0, 20)}…` : words}`;
    document.getElementById("comment_text").focus();
  });
})();
