// Changes the size of a document's text in place. Without this script the same links ask the server and come back.
const A_YEAR = 365 * 24 * 3600;
const links = document.querySelectorAll("[data-text-size]");

for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const size = link.dataset.textSize;
    document.documentElement.dataset.text = size;
    const age = size === "middle" ? 0 : A_YEAR;
    document.cookie = `gongkai_text=${size}; path=/; max-age=${age}; samesite=lax`;
    for (const other of links) {
      if (other === link) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
  });
}
