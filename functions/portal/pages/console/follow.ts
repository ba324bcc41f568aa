/**
 * The only script: it renews the steps of a run by server-sent events, and the whole page once the run is over. A tab that
 * nobody looks at asks for nothing. Without it the page asks for itself again.
 */
export const FOLLOW_SCRIPT = `"use strict";
(() => {
  const steps = document.getElementById("tien-do");
  const words = document.getElementById("loi-tien-do");
  const source = steps && steps.dataset.source;
  if (!source || !words) return;
  let events = null;
  const stop = () => {
    if (events) events.close();
    events = null;
  };
  const follow = () => {
    if (events || document.hidden) return;
    events = new EventSource(source);
    events.onmessage = ({ data }) => {
      const { html, text, over } = JSON.parse(data);
      steps.innerHTML = html;
      if (words.textContent !== text) words.textContent = text;
      if (over) {
        stop();
        location.reload();
      }
    };
    events.onerror = () => {
      // Refused, not only ended: the page itself says why.
      if (events && events.readyState === EventSource.CLOSED) location.reload();
    };
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : follow()));
  follow();
})();
`;
