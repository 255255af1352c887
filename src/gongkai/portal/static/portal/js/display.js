// 长者模式 and the size of the text on pages that lie ready as files: those are the same for everybody, so the choice this
// browser remembers is applied here, and the switch works in place. With the office off nothing else could do it; without
// this script the same links ask the server, which then makes the page as it was chosen.
const A_YEAR = 365 * 24 * 3600;
const root = document.documentElement;
const switches = document.querySelectorAll("[data-turn-on]");

const chosen = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([a-z]+)`))?.[1];

function show() {
  const isLarge = root.dataset.type === "large";
  for (const link of switches) link.textContent = isLarge ? link.dataset.turnOff : link.dataset.turnOn;
}

function choose(isLarge) {
  if (isLarge) root.dataset.type = "large";
  else delete root.dataset.type;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `gongkai_type=${isLarge ? "large" : ""}; path=/; max-age=${isLarge ? A_YEAR : 0}; samesite=lax${secure}`;
  show();
}

for (const link of switches) {
  link.addEventListener("click", (event) => {
    if (!navigator.cookieEnabled) return; // the server will say the same, but the page may still lead there
    event.preventDefault();
    choose(root.dataset.type !== "large");
  });
}

// A page brought back by the browser's own history is shown as it was left: what was chosen meanwhile counts.
function apply() {
  if (chosen("gongkai_type") === "large") root.dataset.type = "large";
  else delete root.dataset.type;
  const size = chosen("gongkai_text");
  if (["small", "middle", "big"].includes(size)) {
    root.dataset.text = size;
    for (const link of document.querySelectorAll("[data-text-size]")) {
      if (link.dataset.textSize === size) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  show();
}

apply();
window.addEventListener("pageshow", (event) => event.persisted && apply());
