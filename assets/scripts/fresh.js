// A code to check in by lives for a minute or two: while the page that shows it is looked at, it is loaded anew before that.
export function fresh(part) {
  const after = Number(part.dataset.lyFresh) * 1000, since = Date.now();
  const again = () => document.visibilityState === "visible" && Date.now() - since >= after && location.reload();
  setInterval(again, 1000);
  document.addEventListener("visibilitychange", again);
}
