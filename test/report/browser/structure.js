// Evaluated in the page: what a person who does not see it would miss.
(() => {
  const problems = [];
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`two elements have the id ${id}`);
  for (const link of document.querySelectorAll("a[href^='#']")) {
    const target = (link.getAttribute("href") ?? "").slice(1);
    if (!document.getElementById(target)) problems.push(`a link leads to #${target}, which is not there`);
  }
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) problems.push(`the heading "${heading.textContent}" skips a level`);
    level = own;
  }
  if (document.querySelectorAll("h1").length !== 1) problems.push("there is not one h1");
  const name = (element) =>
    element.ariaLabel ||
    document.getElementById(element.getAttribute("aria-labelledby"))?.textContent ||
    element.labels?.[0]?.textContent ||
    (["A", "a", "BUTTON", "SUMMARY"].includes(element.tagName) && element.textContent);
  for (const element of document.querySelectorAll("a, button, input, select, summary, [role], main section, svg:not([aria-hidden])")) {
    if (!name(element)?.trim() && !element.closest("[aria-hidden]")) problems.push(`no name: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.querySelector("thead th[scope=col]") || !table.querySelector("tbody th")) problems.push(`a table without headers: ${table.textContent.slice(0, 40)}`);
  }
  for (const element of document.querySelectorAll(".scroll")) {
    if (element.scrollWidth > element.clientWidth && element.tabIndex !== 0) problems.push("the keyboard cannot scroll a region");
  }
  return problems;
})();
