// Keeps a counter up to date: fetches its piece of HTML every five seconds while somebody looks at it.
//
//   <div data-cofl-counter="/address/of/the/piece/">the numbers as they were</div>
//
// A screen reader hears what has changed, and no more often than every half minute.
const EVERY = 5000;
const SAY_EVERY = 30000;

const keepCounting = (place) => {
  const near = (name) => place.parentElement.querySelector(`[data-cofl-counter-${name}]`);
  const words = () => [...place.querySelectorAll("dl > div")]
    .map((pair) => `${pair.querySelector("dd").textContent.trim()} ${pair.querySelector("dt").textContent.trim()}`)
    .join(", ").replace(/\s+/g, " ");
  let shown = words();
  let said = shown;
  let saidAt = Date.now();
  let failures = 0;
  let timer = 0;

  const say = () => {
    if (shown === said || Date.now() - saidAt < SAY_EVERY) return;
    near("said").textContent = shown;
    said = shown;
    saidAt = Date.now();
  };
  const stop = () => {
    near("live").hidden = true;
    near("stopped").hidden = false;
  };
  const count = async () => {
    window.clearTimeout(timer);
    if (document.hidden) return;
    try {
      const response = await fetch(place.dataset.coflCounter, {
        credentials: "same-origin",
        mode: "same-origin",
        redirect: "error",
        cache: "no-store",
        headers: { Accept: "text/html" },
      });
      if (!response.ok) throw new Error(String(response.status));
      const fresh = await response.text();
      failures = 0;
      if (fresh.trim() !== place.innerHTML.trim()) place.innerHTML = fresh;
      shown = words();
      say();
    } catch {
      failures += 1;
      // Signed out, or no network for a minute: say so instead of showing old numbers as new ones.
      if (failures >= 12) {
        near("reload").hidden = false;
        stop();
        return;
      }
    }
    timer = window.setTimeout(count, EVERY);
  };

  near("live").hidden = false;
  near("reload").hidden = true;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && near("stopped").hidden) count(); });
  timer = window.setTimeout(count, EVERY);
};

document.querySelectorAll("[data-cofl-counter]").forEach(keepCounting);
