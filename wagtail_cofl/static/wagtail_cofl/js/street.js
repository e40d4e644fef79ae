// The building that the address names stays open when the learner's own street takes the place of the
// dark one: the new one is not the address's target until it is gone to again.

document.addEventListener("cofl:filled", (event) => {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!target || !event.target.contains(target)) return;
  const { scrollX, scrollY } = window;
  window.location.replace(window.location.hash);
  window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
});
