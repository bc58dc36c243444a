// Keys of the workplace: shortcuts, and the counter without a mouse. All of it works without.
(() => {
  "use strict";

  const OFF = "mc-phim=tat";
  const isOff = () => document.cookie.split("; ").includes(OFF);
  const isTyping = (box) => box.matches("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=file])");
  const counter = () => document.querySelector("form.mc-counter");
  const isSeen = (box) => box.getClientRects().length > 0;

  // Ctrl+Enter decides: at the counter it accepts, inside a folded decision it takes that one, elsewhere it sends.
  const decide = (target) => {
    const form = target.closest("form") || counter();
    if (!form) return;
    const folded = target.closest("details");
    const button = (folded && folded.querySelector("button[name=_decision]")) || form.querySelector("[data-mc-accept]");
    form.requestSubmit(button || undefined);
  };

  // Questions that must be answered and are not yet, in the order of the page.
  const isOpen = (box) => {
    if (!isSeen(box)) return false;
    if (box.matches("input, select, textarea")) return box.value.trim() === "";
    return !box.querySelector("input:checked");
  };
  const entry = (box) => (box.matches("input, select, textarea") ? box : box.querySelector("input"));
  const goOn = (form, from) => {
    const open = [...form.querySelectorAll("[data-mc-must]")].filter(isOpen);
    const after = from && open.find((box) => from.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
    const box = after || open.find((each) => !from || !each.contains(from)) || form.querySelector("[data-mc-accept]");
    const next = box.matches("button") ? box : entry(box);
    next.focus();
    if (next.select && isTyping(next) && next.matches("input")) next.select();
  };

  const find = (form, text) => {
    const box = form.querySelector("#f-_find");
    if (text !== undefined) box.value = text;
    form.querySelector("[name=_find_now]").click();
  };

  // Enter in the counter's boxes goes to the next question; it never decides and never loses what was typed.
  const enter = (event, box, form) => {
    event.preventDefault();
    if (box.id === "f-_find") find(form);
    else if (box.id === "f-applicant-id_number" && box.value.includes("|")) find(form, box.value);
    else goOn(form, box.closest("[data-mc-must]") || box);
  };

  // A digit chooses in a group of choices: 1 is the first.
  let chosen = null;
  const choose = (event, box) => {
    const group = [...box.form.querySelectorAll(`input[type=radio][name="${CSS.escape(box.name)}"]`)];
    const picked = group[Number(event.key) - 1];
    if (!picked) return;
    event.preventDefault();
    picked.focus();
    if (!picked.checked) picked.click();
    // One key is the whole answer: the next question at once, before the next key.
    chosen = box.closest("[data-mc-must]") || box;
    goOn(box.form, chosen);
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      decide(target);
      return;
    }
    const form = target.closest("form.mc-counter");
    if (form && event.key === "Enter" && !event.shiftKey && !event.altKey && target.matches("input:not([type=file]), select")) {
      enter(event, target, form);
      return;
    }
    if (isOff() || event.metaKey || event.ctrlKey) return;
    if (form && /^[1-9]$/.test(event.key) && target.matches("input[type=radio]")) choose(event, target);
    else if (event.altKey && event.key.length === 1) shortcut(event);
    else if (event.key === "?" && !event.altKey && !isTyping(target)) {
      const list = document.getElementById("phim-tat");
      if (list && !list.open) list.showModal();
    }
  });

  const shortcut = (event) => {
    const key = event.key.toLowerCase();
    if (key === "l" && document.getElementById("nhap-tt")) {
      event.preventDefault();
      htmx.trigger("#nhap-tt", "mc:save");
      return;
    }
    const what = document.querySelector(`[data-mc-key="${CSS.escape(key)}"]`);
    if (!what) return;
    event.preventDefault();
    if (what.matches("input")) {
      what.focus();
      what.select();
    } else what.click();
  };

  document.addEventListener("change", (event) => {
    if (event.target.id !== "phim-tat-tat") return;
    document.cookie = event.target.checked ? `${OFF}; path=/; max-age=31536000; samesite=strict` : "mc-phim=; path=/; max-age=0";
  });
  document.addEventListener("DOMContentLoaded", () => {
    const off = document.getElementById("phim-tat-tat");
    if (off) off.checked = isOff();
  });

  // After somebody was found the cursor stands at the first question still open.
  document.addEventListener("htmx:after:swap", (event) => {
    const form = counter();
    const ctx = event.detail.ctx;
    const source = ctx && ctx.sourceElement;
    const isFinding = source && ["_find_now", "_reuse"].includes(source.name);
    if (form && isFinding && form.querySelector("[data-mc-filled]")) goOn(form, null);
    // A choice that asks more: back to what it asks, unless the next answer is being typed already.
    if (form && source === form && chosen) {
      const active = document.activeElement;
      if (chosen.isConnected && form.contains(active) && isTyping(active) && active.value === "") goOn(form, chosen);
      chosen = null;
    }
  });

  // A server that can't be reached takes nothing away from the page; it only says so.
  const unsaved = () => {
    const said = document.getElementById("nhap-tt");
    if (said) said.textContent = "Chưa lưu được nháp: máy chủ chưa trả lời. Nội dung vẫn còn ở trang này; sẽ thử lại khi gõ tiếp.";
  };
  document.addEventListener("htmx:error", unsaved);
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) unsaved();
  });

  // Typed, and not saved yet: whoever leaves the page leaves it as a draft. A decision needs none.
  let isUnsaved = false;
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => { if (event.target.form === counter() && counter()) isUnsaved = true; });
  }
  document.addEventListener("htmx:after:swap", (event) => {
    const source = event.detail.ctx && event.detail.ctx.sourceElement;
    if (source && source.id === "nhap-tt") isUnsaved = false;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === counter() && !event.defaultPrevented) isUnsaved = false;
  });
  window.addEventListener("pagehide", () => {
    const saving = document.getElementById("nhap-tt");
    if (!isUnsaved || !saving) return;
    const typed = [...new FormData(counter())].filter((pair) => typeof pair[1] === "string");
    navigator.sendBeacon(saving.getAttribute("hx-post"), new URLSearchParams(typed));
  });

  // Scans: a file dropped on a paper's row is its scan; one already there can be drawn to another row.
  const row = (event) => event.target.closest && event.target.closest("[data-mc-paper]");
  document.addEventListener("dragstart", (event) => {
    const file = event.target.closest && event.target.closest("[data-mc-file]");
    if (file) event.dataTransfer.setData("text/x-motcua-scan", file.dataset.mcFile);
  });
  document.addEventListener("dragover", (event) => {
    if (row(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const paper = row(event);
    if (!paper) return;
    event.preventDefault();
    const moved = event.dataTransfer.getData("text/x-motcua-scan");
    const box = moved ? document.getElementById(`f-_paper_of-${moved}`) : paper.querySelector("input[type=file]");
    if (!box) return;
    if (moved) box.value = paper.dataset.mcPaper;
    else if (event.dataTransfer.files.length) box.files = event.dataTransfer.files;
    else return;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
