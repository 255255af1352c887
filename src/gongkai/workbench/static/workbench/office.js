// Small conveniences of every office page: frames as tall as their page, and the copy of a text that has been saved let go.
(() => {
  "use strict";

  const fit = (frame) => {
    try {
      const page = frame.contentDocument.documentElement;
      frame.style.blockSize = `${Math.min(Math.max(page.scrollHeight + 4, 240), 4000)}px`;
    } catch {
      // A page that cannot be measured keeps the height of the style sheet.
    }
  };
  document.querySelectorAll("iframe[data-grow]").forEach((frame) => {
    frame.addEventListener("load", () => fit(frame));
    if (frame.contentDocument && frame.contentDocument.readyState === "complete") fit(frame);
  });

  const address = new URL(location.href);
  const saved = address.searchParams.get("saved");
  if (saved) {
    Object.keys(localStorage)
      .filter((key) => key.startsWith("gongkai:") && key.endsWith(`:${saved}`))
      .forEach((key) => localStorage.removeItem(key));
    address.searchParams.delete("saved");
    history.replaceState(null, "", address);
  }

  const summary = document.getElementById("summary");
  if (summary) summary.focus();
})();
