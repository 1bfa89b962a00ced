/** @module theme Light and dark: the reader's choice, else the system's. */

const KEY = "surge.theme";
const root = document.documentElement;

/** @returns {"light" | "dark"} the theme now shown. */
export function currentTheme() {
  return root.dataset.theme === "dark" ? "dark" : "light";
}

/**
 * Let a button switch the theme; the choice is kept in this browser.
 * @param {HTMLButtonElement} button
 */
export function themeButton(button) {
  const show = () => {
    const dark = currentTheme() === "dark";
    button.setAttribute("aria-pressed", String(dark));
    button.title = dark ? "Switch to light" : "Switch to dark";
  };
  button.addEventListener("click", () => {
    root.dataset.theme = currentTheme() === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, root.dataset.theme);
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (localStorage.getItem(KEY)) return;
    root.dataset.theme = event.matches ? "dark" : "light";
    show();
  });
  show();
}
