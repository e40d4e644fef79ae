// Moves the bar of a list that is being worked off. Without it the page has a link to look again.
const shown = document.querySelector("[data-cofl-progress]");
const bar = shown.querySelector("progress");
const says = shown.querySelector("[data-cofl-says]");
const waits = shown.querySelector("[data-cofl-waits]");

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(shown.dataset.coflProgress, { headers: { Accept: "application/json" } });
      const now = await answer.json();
      bar.max = now.rows;
      bar.value = now.done;
      if (says.textContent !== now.says) says.textContent = now.says;
      waits.textContent = now.waits;
      waits.hidden = !now.waits;
      if (now.ended) return location.reload();
    } catch {
      // Signed out, or no network: the page stays as it is.
    }
  }
  setTimeout(look, 2000);
}

setTimeout(look, 2000);
