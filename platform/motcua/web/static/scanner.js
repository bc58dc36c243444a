// Readers of QR codes and barcodes type faster than people and end in Enter. What they read goes where it belongs,
// wherever the cursor stands, and out again of the box it was typed into.
(() => {
  "use strict";

  const GAP = 50; // milliseconds between two keys of a reader
  const SHORTEST = 8;
  const CARD = /^\d{12}\|\d*\|[^|]+\|/; // the QR on a citizen's card
  const RECEIPT = /\/tra-cuu\/[^/?#\s]+|^[0-9A-Z.]+\.[0-9A-Z]+-\d{6}-\d{4}$/i; // the QR on a receipt, or its code
  const isText = (box) => box.matches("textarea, input:not([type=radio]):not([type=checkbox]):not([type=file])");

  let run = null; // what is being read: into which box, what stood there before, when the last key came

  const standing = (box) => {
    if (isText(box)) return { value: box.value, start: box.selectionStart, end: box.selectionEnd };
    return box.matches("select") ? { value: box.value } : {};
  };
  const goesOn = (box, at) => {
    if (!run || run.box !== box || at - run.at >= GAP) run = { box, text: "", before: standing(box) };
    run.at = at;
  };
  const putBack = (box, before) => {
    if (before.value === undefined || box.value === before.value) return;
    box.value = before.value;
    if (typeof before.start === "number") box.setSelectionRange(before.start, before.end);
    box.dispatchEvent(new Event(isText(box) ? "input" : "change", { bubbles: true }));
  };
  const deliver = (text) => {
    const find = document.getElementById("f-_find");
    const quick = document.getElementById("tim-nhanh");
    if (find && CARD.test(text)) {
      find.value = text;
      find.form.querySelector("[name=_find_now]").click();
    } else if (quick) {
      quick.elements.text.value = text;
      quick.requestSubmit();
    }
  };

  // Behind a curtain or a dialog nothing is read; a password is nobody's code.
  const isOut = (box) => document.querySelector("dialog[open]") || box.matches("[type=password]");

  // What a box takes in says which letters they were; only the keys say when they came.
  document.addEventListener("beforeinput", (event) => {
    if (run && run.box === event.target && event.inputType === "insertText" && event.data) run.text += event.data;
  }, true);

  document.addEventListener("keydown", (event) => {
    const box = event.target instanceof Element ? event.target : document.body;
    if (event.isComposing || isOut(box)) return;
    if (event.key === "Enter") {
      const read = run;
      run = null;
      if (!read || read.box !== box || event.timeStamp - read.at >= GAP || event.ctrlKey) return;
      const text = read.text.trim();
      const isOurs = CARD.test(text) || RECEIPT.test(text);
      // A number read from some other paper stays in the box it was meant for.
      if (text.length < SHORTEST || (isText(box) && !isOurs)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      putBack(box, read.before);
      deliver(text);
    } else if (event.key === "Backspace") {
      // A keyboard for Vietnamese takes a letter back to write it with its mark.
      if (run) run.text = run.text.slice(0, -1);
    } else if (event.key !== "Shift" && !event.altKey && !event.ctrlKey && !event.metaKey) {
      goesOn(box, event.timeStamp);
      if (isText(box) || event.key.length > 1) return;
      run.text += event.key;
      // From the second key on it is no person's: it ticks nothing, presses nothing, chooses nothing.
      if (run.text.length < 2) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
})();
