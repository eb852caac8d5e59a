/** Adds the button that takes the location over, where the device can tell it. */
function enhance(field: HTMLElement): void {
  const inputs = field.querySelectorAll<HTMLInputElement>("input");
  const [latitude, longitude] = inputs;
  if (latitude === undefined || longitude === undefined || field.querySelector("button") !== null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--secondary";
  button.textContent = field.dataset.mapPoint ?? "";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  button.addEventListener("click", () => {
    status.textContent = field.dataset.working ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const text = (degrees: number) =>
          degrees.toFixed(6).replace(".", document.documentElement.lang === "de" ? "," : ".");
        latitude.value = text(coords.latitude);
        longitude.value = text(coords.longitude);
        status.textContent = field.dataset.done ?? "";
        longitude.dispatchEvent(new Event("input", { bubbles: true }));
      },
      () => {
        status.textContent = field.dataset.failed ?? "";
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
  field.append(button, status);
}

/** Places on the map below an element get their button. */
export function enhanceMapPoints(root: ParentNode): void {
  if (!("geolocation" in navigator)) return;
  for (const field of root.querySelectorAll<HTMLElement>("[data-map-point]")) enhance(field);
}
