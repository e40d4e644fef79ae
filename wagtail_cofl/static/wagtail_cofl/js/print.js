// Shows the print buttons, which are hidden where there is no script to make them work.
const showPrintButtons = (root) => {
  root.querySelectorAll("[data-cofl-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
};

showPrintButtons(document);
document.addEventListener("cofl:filled", (event) => showPrintButtons(event.target));
