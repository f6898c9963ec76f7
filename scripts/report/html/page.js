// What the page does in a browser. Without it everything is shown: it only narrows down.
"use strict";

/** Shows the findings that the form asks for. */
const form = document.querySelector(".filters");
if (form) {
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({ element, text: element.textContent.toLowerCase() }));
  const output = form.querySelector("output");
  const filter = () => {
    const data = new FormData(form);
    const words = data.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    const severities = data.getAll("severity");
    const environment = data.get("environment");
    let shown = 0;
    for (const { element, text } of findings) {
      const fits =
        severities.includes(element.dataset.severity) &&
        (!environment || JSON.parse(element.dataset.environments).includes(environment)) &&
        words.every((word) => text.includes(word));
      element.hidden = !fits;
      if (fits) shown++;
    }
    group(data.get("group"), words.length > 0);
    output.textContent = `${shown} of ${findings.length} shown`;
  };
  const list = document.querySelector(".findings");
  let grouped = "";
  /** Puts the findings under a heading each that folds; those that match nothing have none. */
  const group = (by, open) => {
    if (by !== grouped) {
      const fragment = document.createDocumentFragment();
      const names = [...new Set(findings.map(({ element }) => (by ? element.dataset[by] : "")))];
      if (by) names.sort();
      for (const name of names) {
        const members = findings.filter(({ element }) => !by || element.dataset[by] === name).map(({ element }) => element);
        if (!by) fragment.append(...members);
        else {
          const details = document.createElement("details");
          details.className = "group";
          const summary = document.createElement("summary");
          summary.textContent = name;
          details.append(summary, ...members);
          fragment.append(details);
        }
      }
      list.replaceChildren(fragment);
      grouped = by;
    }
    for (const details of list.querySelectorAll(".group")) {
      const shown = details.querySelectorAll(".finding:not([hidden])").length;
      details.hidden = shown === 0;
      if (open) details.open = true;
      details.querySelector("summary").dataset.count = shown;
    }
  };
  form.hidden = false;
  filter();
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** One environment at a time. */
const environments = [...document.querySelectorAll(".environment")];
const showEnvironment = (name) => {
  for (const section of environments) section.hidden = section.dataset.environment !== name;
  for (const button of document.querySelectorAll(".segments button")) button.setAttribute("aria-pressed", String(button.value === name));
};
if (environments.length > 1) {
  const group = document.createElement("div");
  group.className = "segments";
  group.role = "group";
  group.ariaLabel = "Environment";
  for (const { dataset } of environments) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = button.textContent = dataset.environment;
    button.addEventListener("click", () => showEnvironment(dataset.environment));
    group.append(button);
  }
  environments[0].before(group);
  showEnvironment(environments[0].dataset.environment);
}

/** On a narrow screen the tables say what the pictures would. */
if (matchMedia("(max-width: 40rem)").matches) for (const details of document.querySelectorAll("details.same")) details.open = true;

/** A link to something that is folded or of another environment brings it to light. */
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  const environment = target?.closest(".environment");
  if (environment?.hidden) showEnvironment(environment.dataset.environment);
  const details = target?.closest("details");
  if (details && !details.open) {
    details.open = true;
    target.scrollIntoView();
  }
};
addEventListener("hashchange", reveal);
reveal();

/** The lines of the unit under the pointer, or in focus, stand out. */
for (const unit of document.querySelectorAll(".unit")) {
  const picture = unit.closest("svg");
  const name = unit.dataset.unit;
  const choose = (on) => {
    picture.querySelector(".arcs").classList.toggle("choosing", on);
    const near = new Set([name]);
    for (const arc of picture.querySelectorAll(".arc")) {
      const touches = arc.dataset.from === name || arc.dataset.to === name;
      arc.classList.toggle("near", on && touches);
      if (touches) near.add(arc.dataset.from).add(arc.dataset.to);
    }
    for (const other of picture.querySelectorAll(".unit")) other.classList.toggle("near", on && near.has(other.dataset.unit));
  };
  for (const event of ["mouseenter", "focusin"]) unit.addEventListener(event, () => choose(true));
  for (const event of ["mouseleave", "focusout"]) unit.addEventListener(event, () => choose(false));
}
