// Where there is nothing yet: an empty chair under a lamp, a line, and what to do about it.

import { h, svg } from "./dom.js";

export function chair() {
  return svg("svg", { viewBox: "0 0 160 150", class: "chair", "aria-hidden": "true" },
    svg("path", { class: "cone", d: "M70 34 L90 34 L132 138 L28 138 Z" }),
    svg("ellipse", { class: "cone", cx: 80, cy: 138, rx: 56, ry: 7 }),
    svg("path", { d: "M80 2v16M66 34c0-9 6-16 14-16s14 7 14 16zM75 34a5 5 0 0 0 10 0" }),
    svg("path", { d: "M58 62v36M102 62v36M58 66h44v13H58zM53 98h54M56 98l46 36M104 98l-46 36M54 134h11M95 134h11M53 93h12M95 93h12" }));
}

export const nothing = (line, ...ways) => [chair(), h("p", { class: "serif line" }, line), ways];
