// 朗读: reads the title and the text paragraph by paragraph on the reader's own device. Offered only where a Chinese voice is.
const tools = document.querySelector("[data-tools]");
const speech = window.speechSynthesis;
let button = null;
let running = false;

const chineseVoice = () => speech.getVoices().find((voice) => /^(zh|cmn)/i.test(voice.lang) && voice.localService);

const parts = () =>
  [...document.querySelectorAll(".document-head h1, .document-body :is(p, li, h2, h3, h4, tr)")].filter(
    (part) => part.textContent.trim() !== "",
  );

function stop() {
  running = false;
  speech.cancel();
  document.querySelector(".is-spoken")?.classList.remove("is-spoken");
  button.textContent = tools.dataset.read;
}

function speak(queue) {
  document.querySelector(".is-spoken")?.classList.remove("is-spoken");
  const part = queue.shift();
  if (!running || !part) {
    stop();
    return;
  }
  part.classList.add("is-spoken");
  const words = new SpeechSynthesisUtterance(part.textContent.trim());
  words.voice = chineseVoice();
  words.lang = words.voice?.lang ?? "zh-CN";
  words.onend = () => speak(queue);
  words.onerror = stop;
  speech.speak(words);
}

function offer() {
  if (button || !chineseVoice()) return;
  button = document.createElement("button");
  button.type = "button";
  button.textContent = tools.dataset.read;
  button.addEventListener("click", () => {
    if (running) {
      stop();
      return;
    }
    running = true;
    button.textContent = tools.dataset.stop;
    speak(parts());
  });
  tools.append(button);
}

if (tools && speech) {
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
}
