// Says to a dossier's page who else has it open. Quiet: a server that is away, or an answer that is an error, changes
// nothing on the page, where somebody may be typing; it is asked less often until it answers again.
(() => {
  "use strict";
  const SLOWEST = 30000;

  const ask = async (place) => {
    const token = document.querySelector("[name=_csrf_token]");
    const headers = { "HX-Request": "true", "X-CSRFToken": token ? token.value : "" };
    document.dispatchEvent(new CustomEvent("mc-asks", { detail: headers }));
    const answer = await fetch(place.dataset.mcPresent, { method: "POST", headers, credentials: "same-origin" });
    if ((answer.headers.get("HX-Trigger") || "").includes("mc-locked")) document.dispatchEvent(new Event("mc-locked"));
    if (!answer.ok) return answer.status >= 500 || answer.status === 401 ? "away" : "over";
    const said = (await answer.text()).trim();
    if (said !== place.textContent.trim()) {
      const note = document.createElement("div");
      note.className = "mc-note mc-others";
      note.textContent = said;
      place.replaceChildren(...(said ? [note] : []));
    }
    return "here";
  };

  const watch = (place) => {
    const every = Number(place.dataset.mcEvery);
    let pause = every;
    let timer = 0;
    let isAsking = false;
    const turn = async () => {
      clearTimeout(timer);
      if (isAsking || document.hidden || !place.isConnected) return;
      isAsking = true;
      // Behind the curtain nothing is asked: the server would only say again that the screen is locked.
      const isLocked = document.querySelector("#mc-curtain[open]");
      const how = isLocked ? "here" : await ask(place).catch(() => "away");
      isAsking = false;
      if (how === "over") return;
      pause = how === "here" ? every : Math.min(pause * 2, SLOWEST);
      timer = setTimeout(turn, pause);
    };
    // A page nobody looks at asks nothing; looked at again, it asks at once.
    document.addEventListener("visibilitychange", turn);
    turn();
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-mc-present]").forEach(watch));
})();
