// Of a new campaign, shows the questions about what is handed out, and hides those about the rest.
document.addEventListener("DOMContentLoaded", () => {
  const parts = {
    quota: "one", word: "one", cards: "cards", addresses: "reserved",
  };
  const choices = [...document.querySelectorAll("input[data-cofl-kind]")];
  const show = () => {
    const chosen = choices.find((choice) => choice.checked);
    Object.entries(parts).forEach(([name, kind]) => {
      const field = document.getElementById(`id_${name}`);
      const place = field && (field.closest("section") || field.closest("[data-field-wrapper]"));
      if (place) place.hidden = Boolean(chosen) && chosen.value !== kind;
    });
  };
  choices.forEach((choice) => choice.addEventListener("change", show));
  show();
});
