// The scripts of every page. Everything works without them.
(() => {
  "use strict";

  // Error summary first: a screen reader and the keyboard go where the refusal is.
  const attend = (root) => {
    const summary = root.querySelector(".govuk-error-summary");
    if (summary) summary.focus();
    return Boolean(summary);
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (attend(document)) return;
    const first = document.querySelector("[data-mc-focus]");
    if (first) first.focus();
  });
  document.addEventListener("htmx:after:swap", () => {
    attend(document) || (document.querySelector(".mc-error") && document.getElementById("noi-dung").focus());
  });

  // Links of an error summary go to the box itself, not only to where it stands on the page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".govuk-error-summary a[href^='#'], a[data-mc-print]");
    if (!link) return;
    if (link.hasAttribute("data-mc-print")) {
      event.preventDefault();
      window.print();
      return;
    }
    const box = document.getElementById(link.hash.slice(1));
    if (!box) return;
    event.preventDefault();
    box.scrollIntoView({ block: "center" });
    box.focus({ preventScroll: true });
  });

  // A file's box is drawn in our own words: what was chosen is said beside it.
  document.addEventListener("change", (event) => {
    const said = document.getElementById(event.target.dataset.mcPicked || "");
    if (said) said.textContent = [...event.target.files].map((file) => file.name).join(", ") || "Chưa chọn tệp";
  });

  // A shelf of the menu is put away by a click elsewhere, by leaving it with the keyboard, and by Escape.
  const putAway = (but) => document.querySelectorAll("[data-mc-shelf][open]").forEach((shelf) => {
    if (!but || !shelf.contains(but)) shelf.open = false;
  });
  document.addEventListener("click", (event) => putAway(event.target));
  document.addEventListener("focusin", (event) => putAway(event.target));
  document.addEventListener("keydown", (event) => {
    const shelf = event.key === "Escape" && document.querySelector("[data-mc-shelf][open]");
    if (!shelf) return;
    shelf.open = false;
    shelf.querySelector("summary").focus();
  });

  // A second click while the first is under way sends nothing. The server refuses a repeat anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog") return;
    if (form.dataset.mcSent && Date.now() - Number(form.dataset.mcSent) < 2000) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    form.dataset.mcSent = Date.now();
  }, true);
})();
