// Puts the part that only one learner may see into a page that is the same for everybody.
//
//   <div data-cofl-personal="/address/of/the/part/" data-cofl-said="Your own steps are shown now.">
//     what everybody sees
//   </div>
//
// Answers the address with 200, the part takes the place of what everybody sees. On any other answer,
// and without a network, that stays: the part has an ordinary page of its own too.

const say = (words, place) => {
  const status = document.createElement("p");
  status.className = "cofl-vh";
  status.setAttribute("role", "status");
  place.after(status);
  // A screen reader hears what changes, not what is there from the start.
  window.setTimeout(() => { status.textContent = words; }, 150);
};

const fill = async (place) => {
  let part;
  try {
    const response = await fetch(place.dataset.coflPersonal, {
      credentials: "same-origin",
      mode: "same-origin",
      redirect: "error",
      cache: "no-store",
      headers: { Accept: "text/html" },
    });
    const type = response.headers.get("Content-Type") || "";
    if (response.status !== 200 || !type.startsWith("text/html")) return;
    part = await response.text();
  } catch {
    return;
  }
  const hadFocus = place.contains(document.activeElement);
  place.innerHTML = part;
  if (hadFocus) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
  if (place.dataset.coflSaid) say(place.dataset.coflSaid, place);
  place.dispatchEvent(new CustomEvent("cofl:filled", { bubbles: true }));
};

document.querySelectorAll("[data-cofl-personal]").forEach(fill);
