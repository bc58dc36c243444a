// Kiosks: back to the first page when nobody is there, digits to touch, and the ticket printed by itself.
(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const { hallFresh, hallIdle, hallHome, hallPrint } = document.body.dataset;

    // The first page stands for hours: who waits, and whether numbers are given, is asked again.
    if (hallFresh) setInterval(() => window.location.reload(), Number(hallFresh) * 1000);

    // Somebody who still reads is asked first, and has time to say so (WCAG 2.2.1).
    if (hallIdle) {
      const ask = document.getElementById("con-do");
      const GRACE = 20;
      let quiet = 0;
      const stay = () => { quiet = 0; };
      for (const kind of ["pointerdown", "keydown", "input", "scroll"]) document.addEventListener(kind, stay, true);
      ask.addEventListener("close", stay);
      setInterval(() => {
        quiet += 1;
        if (quiet === Number(hallIdle)) ask.showModal();
        if (quiet >= Number(hallIdle) + GRACE) window.location.assign(hallHome);
      }, 1000);
    }

    // Once for each ticket: loading the page again does not print it again.
    if (hallPrint && !sessionStorage.getItem(window.location.pathname)) {
      sessionStorage.setItem(window.location.pathname, "1");
      window.print();
    }

    for (const pad of document.querySelectorAll("[data-hall-keys]")) {
      const box = document.getElementById(pad.dataset.hallKeys);
      pad.hidden = false;
      pad.addEventListener("click", (event) => {
        const key = event.target.closest("button");
        if (!key) return;
        box.value = key.value === "xoa" ? box.value.slice(0, -1) : box.value + key.value;
      });
    }
  });
})();
