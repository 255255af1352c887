// The application form, for browsers with scripts: fields that fit the kind of applicant, and public answers found meanwhile.
// Without this every field is there with its own label, and the answers are shown on the next page.
const form = document.querySelector("[data-apply]");
const PAUSE = 900; // milliseconds after the last key before the words are looked up

const field = (name) => form.querySelector(`[data-field="${name}"]`);

/** Who applies decides what is asked: no contact person of a natural person, no credit code either. */
function fitKind() {
  const kind = form.elements.kind.value;
  const isPerson = kind === "natural_person";
  field("name").querySelector("label").textContent = isPerson ? form.dataset.personName : form.dataset.organisationName;
  form.elements.name.autocomplete = isPerson ? "name" : "organization";
  field("contact_person").hidden = isPerson;
  const select = form.elements.id_kind;
  const [ofPersons, ofOrganisations] = select.querySelectorAll("optgroup");
  ofPersons.disabled = !isPerson;
  ofOrganisations.disabled = isPerson;
  const chosen = select.selectedOptions[0];
  if (!chosen || chosen.value === "" || chosen.closest("optgroup")?.disabled) {
    select.value = isPerson ? "resident" : "credit_code";
  }
}

const FITTING = {
  paper: ["post", "pick_up", "fax"],
  electronic: ["online", "email", "pick_up", "post"],
  inspect: ["pick_up"],
};

/** Only the ways that fit the form wanted; the first of them when the chosen one does not. */
function fitDelivery() {
  const ways = FITTING[form.elements.wanted_form.value] ?? [];
  const options = [...field("delivery_way").querySelectorAll(".option")];
  for (const option of options) option.hidden = !ways.includes(option.dataset.value);
  if (!ways.includes(form.elements.delivery_way.value)) form.elements.delivery_way.value = ways[0];
}

let waiting = 0;
let asked = "";

async function look() {
  const title = form.elements.title.value.trim();
  const content = form.elements.content.value.trim();
  const words = `${title}\n${content.slice(0, 300)}`;
  if (words === asked || (title + content).length < 4) return;
  asked = words;
  const body = new FormData();
  body.set("title", title);
  body.set("content", content);
  try {
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const answer = await fetch(form.dataset.look, { method: "POST", body, headers });
    if (answer.ok && words === asked) form.querySelector("[data-found]").innerHTML = await answer.text();
  } catch {
    asked = ""; // the network may be back at the next key
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "kind") fitKind();
    if (event.target.name === "wanted_form") fitDelivery();
  });
  form.addEventListener("input", (event) => {
    if (!["title", "content"].includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  form.addEventListener("gongkai:restored", () => {
    fitKind();
    fitDelivery();
    look();
  });
  fitKind();
  fitDelivery();
}
document.querySelector("[data-summary]")?.focus();
