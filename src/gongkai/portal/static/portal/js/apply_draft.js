// What is being typed stays on this device until it is sent, so that a lost connection loses nothing.
// Never the numbers of documents, never files. Gone after three days, after sending, and when one says so.
const form = document.querySelector("[data-apply]");
const sent = document.querySelector("[data-sent]");
const KEPT = 3 * 24 * 3600 * 1000;

const read = (key) => {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < KEPT ? draft.fields : null;
  } catch {
    return null;
  }
};
const forget = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
};

function keepDraft() {
  const key = form.dataset.draftKey;
  const box = document.querySelector("[data-draft]");
  const skip = new Set(form.dataset.draftSkip.split(","));
  const controls = () =>
    [...form.elements].filter(
      (one) => one.name && !skip.has(one.name) && !["hidden", "file", "submit"].includes(one.type) && !one.name.endsWith("_file"),
    );
  let waiting = 0;

  function save() {
    const fields = {};
    for (const one of controls()) {
      if (["radio", "checkbox"].includes(one.type)) {
        if (one.checked) fields[one.name] = one.value;
      } else if (one.value.trim()) fields[one.name] = one.value;
    }
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
      say(form.dataset.saved);
    } catch {
      // storage may be switched off: the form works all the same
    }
  }

  function say(words, isOver = false) {
    if (box.dataset.words === words) return;
    box.dataset.words = words;
    const text = document.createElement("p");
    text.textContent = words;
    box.replaceChildren(text);
    if (!isOver) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = form.dataset.clear;
      button.addEventListener("click", () => {
        clearTimeout(waiting);
        forget(key);
        for (const one of controls()) {
          if (!["radio", "checkbox", "select-one"].includes(one.type)) one.value = "";
        }
        say(form.dataset.cleared, true);
      });
      box.append(button);
    }
    box.setAttribute("role", "status");
    box.hidden = false;
  }

  function restore(fields) {
    for (const one of controls()) {
      const value = fields[one.name];
      if (value === undefined) continue;
      if (["radio", "checkbox"].includes(one.type)) one.checked = one.value === value;
      else one.value = value;
    }
    if (fields.agent_name || fields.agent_phone) form.querySelector("details").open = true;
    form.dispatchEvent(new CustomEvent("gongkai:restored"));
    say(form.dataset.restored);
  }

  // A form that comes back from the server holds what was sent last: that counts, not an older draft.
  const draft = "fresh" in form.dataset ? read(key) : null;
  const hasWords = draft && Object.keys(draft).some((name) => ["name", "title", "content", "phone", "email"].includes(name));
  if (hasWords) restore(draft);

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    save();
    if (navigator.onLine === false) {
      event.preventDefault();
      box.dataset.words = "";
      say(form.dataset.offline);
      box.scrollIntoView({ block: "center" });
    }
  });
}

if (form) keepDraft();
if (sent) forget(sent.dataset.draftKey);
