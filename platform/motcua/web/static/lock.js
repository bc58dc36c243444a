// Locking the screen: a curtain over the page, so that what is typed behind it stays. The server holds the lock itself.
(() => {
  "use strict";
  const REST = 20000; // how often an abandoned page looks at the clock
  // The other tabs of the same person: what one hides, none shows.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("mc-lock") : null;
  let lastHand = Date.now();
  let hasHand = false;

  const curtain = () => document.getElementById("mc-curtain");

  const draw = () => {
    const shade = curtain();
    if (!shade || shade.open) return;
    document.documentElement.classList.add("mc-is-locked");
    shade.showModal();
    shade.querySelector("input[type=password]").focus();
  };

  const lift = () => {
    const shade = curtain();
    if (shade && shade.open) shade.close();
    document.documentElement.classList.remove("mc-is-locked");
    lastHand = Date.now();
  };

  const send = (address, form) => fetch(address, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
  });

  const lock = () => {
    const shade = curtain();
    if (!shade || shade.open) return;
    draw();
    if (tabs) tabs.postMessage("lock");
    send(shade.dataset.mcLockAt, shade.querySelector("form")).catch(() => {});
  };

  const say = (shade, sentence) => {
    const fault = shade.querySelector("[data-mc-fault]");
    fault.textContent = sentence;
    fault.hidden = !sentence;
  };

  const unlock = async (shade, form) => {
    const box = form.querySelector("input[type=password]");
    try {
      const answer = await send(form.action, form);
      const next = answer.headers.get("HX-Redirect") || "";
      if (answer.ok && next && !next.includes("/dang-nhap")) {
        lift();
        if (tabs) tabs.postMessage("unlock");
        say(shade, "");
      } else if (answer.status === 422) {
        say(shade, "Mật khẩu không đúng.");
      } else if (answer.status === 429) {
        say(shade, "Nhập sai quá nhiều lần. Hãy thử lại sau 15 phút, hoặc đăng xuất.");
      } else {
        say(shade, "Phiên làm việc đã kết thúc. Hãy đăng xuất rồi đăng nhập lại.");
      }
    } catch {
      say(shade, "Không kết nối được với hệ thống. Hãy thử lại.");
    }
    box.value = "";
    delete form.dataset.mcSent; // a wrong password may be followed at once by the right one
    if (shade.open) box.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const shade = curtain();
    if (form.matches("[data-mc-lock]") && shade) {
      event.preventDefault();
      lock();
    } else if (shade && form === shade.querySelector("form")) {
      event.preventDefault();
      unlock(shade, form);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (document.cookie.split("; ").includes("mc-phim=tat")) return; // keys.js: switched off on this computer
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyK") {
      event.preventDefault();
      lock();
    }
  });
  document.addEventListener("cancel", (event) => {
    if (event.target === curtain()) event.preventDefault();
  }, true);
  document.addEventListener("mc-locked", draw);
  if (tabs) tabs.onmessage = ({ data }) => { if (data === "lock") draw(); else lift(); };
  // A page that the browser kept and shows again by its Back button asks the server first.
  window.addEventListener("pageshow", (event) => { if (event.persisted && curtain()) location.reload(); });

  for (const kind of ["keydown", "pointerdown", "wheel"]) {
    document.addEventListener(kind, () => { lastHand = Date.now(); hasHand = true; }, { passive: true, capture: true });
  }
  // What the page asks by itself says whether a hand was on it: an abandoned page must not stay open.
  document.addEventListener("htmx:config:request", (event) => {
    if (hasHand) event.detail.ctx.request.headers["X-Hand"] = "1";
    hasHand = false;
  });
  document.addEventListener("mc-asks", (event) => {
    if (hasHand) event.detail["X-Hand"] = "1";
    hasHand = false;
  });
  setInterval(() => {
    const shade = curtain();
    if (shade && Date.now() - lastHand >= Number(shade.dataset.mcIdle) * 1000) lock();
  }, REST);
})();
