import { createHash } from "node:crypto";
import { LINK_STYLE } from "./link/style.ts";

/** Dark text on white, lines that print, nothing from elsewhere. */
const BASE = `
:root { color-scheme: light; }
body { font: 1.0625rem/1.6 "Times New Roman", Tinos, "Liberation Serif", serif; color: #1a1a1a; background: #fff; margin: 0; }
main, header, footer { max-width: 56rem; margin: 0 auto; padding: 0 1rem; }
header, main:first-child { padding-top: 1.5rem; }
footer { padding-bottom: 2rem; color: #444; font-size: 0.9375rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0.25rem 0 1rem; }
h2 { font-size: 1.1875rem; margin: 2rem 0 0.5rem; }
p { margin: 0.5rem 0; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: 0.25rem 1.5rem; margin: 1rem 0; }
dt { color: #444; }
dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
th, td { border: 1px solid #767676; padding: 0.375rem 0.625rem; text-align: left; vertical-align: top; }
td.number { text-align: right; white-space: nowrap; }
code { font: 0.8125rem/1.5 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
a { color: #0b3d91; }
a:focus-visible { outline: 3px solid #0b3d91; outline-offset: 2px; }
button { font: inherit; padding: 0.375rem 1.25rem; }
.notice { border: 2px solid #9a1c1c; padding: 0.5rem 1rem; margin: 1rem 0; }
.good { border-color: #1b5e20; }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } }
@media print {
  body { font-size: 11pt; }
  a { color: inherit; text-decoration: none; }
  tr, .notice { break-inside: avoid; }
}
`;

export const STYLE = `${BASE}${LINK_STYLE}`;

/** Only this style, no script, no frame, nothing from anywhere but pictures of ours; the one form there is goes to its own page. */
export const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: [`'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`],
  imgSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};
