// Before a session ends, say so, and let it go on. What was typed stays on the page either way: what
// is sent too late is kept by the server until the same person has signed in again.
const WARN_MS = 2 * 60 * 1000;
const LOOK_MS = 5 * 1000;

const dialog = document.querySelector("[data-session-left]");
const [title, said, button] = ["h2", "[role=alert]", "button"].map((part) => dialog.querySelector(part));
const channel = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
let endsAt = 0;
let isOver = false;
let isLast = false; // it can be made no longer: warned once is enough

function goOn(seconds) {
  endsAt = Date.now() + seconds * 1000;
  isLast = dialog.open && seconds * 1000 <= WARN_MS;
  if (dialog.open) dialog.close();
}

function over() {
  isOver = true;
  title.textContent = dialog.dataset.overTitle;
  said.textContent = dialog.dataset.over;
  button.hidden = true;
  if (!dialog.open) dialog.show();
}

function look() {
  if (isOver) return;
  if (Date.now() >= endsAt) over();
  else if (Date.now() >= endsAt - WARN_MS && !dialog.open && !isLast) dialog.showModal();
}

async function stay() {
  const headers = { "X-CSRFToken": dialog.dataset.token };
  try {
    const answer = await fetch(dialog.dataset.stay, { method: "POST", headers, redirect: "manual" });
    if (!answer.ok) return over();
    const { seconds } = await answer.json();
    goOn(seconds);
    channel?.postMessage(seconds);
  } catch {
    look(); // no connection: the dialog stays, and can be tried again
  }
}

// A page that was opened in another tab has made the session longer for this one too.
channel?.addEventListener("message", (event) => goOn(event.data));
button.addEventListener("click", stay);
goOn(Number(dialog.dataset.sessionLeft));
channel?.postMessage(Number(dialog.dataset.sessionLeft));
setInterval(look, LOOK_MS);
look();
