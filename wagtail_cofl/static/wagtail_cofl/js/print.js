// Shows the print buttons, which are hidden where there is no script to make them work.
document.querySelectorAll("[data-cofl-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
