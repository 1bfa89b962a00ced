// Runs before the first paint, so that a dark page never flashes white.
(() => {
  const asked = new URLSearchParams(location.search).get("theme");
  const kept = localStorage.getItem("surge.theme");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const known = ["light", "dark"];
  const choice = known.find((name) => name === asked) ?? known.find((name) => name === kept);
  document.documentElement.dataset.theme = choice ?? (dark ? "dark" : "light");
})();
