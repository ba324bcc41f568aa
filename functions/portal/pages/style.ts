import { createHash } from "node:crypto";
import { FIGURES_STYLE } from "./console/figures/style.ts";
import { LINK_STYLE } from "./link/style.ts";

/**
 * The one style sheet. Tokens first: colours have at least 4.5 to 1 on what they stand on (WCAG 2.2 AA), sizes are steps of
 * one scale, fonts are those of the system, all of which carry Vietnamese. Nothing comes from elsewhere.
 */
const TOKENS = `
:root {
  color-scheme: light;
  --ink: #1b1b1b; --quiet: #4a4f57; --line: #c3c7ce; --edge: #6b7280; --paper: #fff; --soft: #f3f4f6;
  --state: #8b1a1a; --link: #0b3d91; --focus: #ffcf33;
  --good: #14532d; --good-soft: #e6f4ea; --warn: #6b4000; --warn-soft: #fff3d6;
  --bad: #8b1a1a; --bad-soft: #fdecea; --info: #0b3d91; --info-soft: #e8effa;
  --small: 0.9375rem; --text: 1.0625rem; --large: 1.1875rem; --title: 1.625rem;
  --gap: 0.5rem; --room: 1rem; --wide: 2rem;
  --font: system-ui, "Segoe UI", "Noto Sans", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  --mono: "DejaVu Sans Mono", Consolas, "Liberation Mono", monospace;
}
`;

const TEXT = `
* { box-sizing: border-box; }
body { font: var(--text)/1.6 var(--font); color: var(--ink); background: var(--paper); margin: 0; }
main, .band > *, body > header:not(.band), footer { max-width: 72rem; margin: 0 auto; padding: 0 var(--room); }
main { padding-top: 1.5rem; padding-bottom: 3rem; display: block; }
footer { padding-bottom: var(--wide); color: var(--quiet); font-size: var(--small); }
h1 { font-size: var(--title); line-height: 1.3; margin: 0 0 var(--room); }
h2 { font-size: var(--large); line-height: 1.4; margin: var(--wide) 0 var(--gap); }
p { margin: var(--gap) 0; max-width: 46rem; }
ul, ol { margin: var(--gap) 0; padding-left: 1.5rem; max-width: 46rem; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: 0.25rem 1.5rem; margin: var(--room) 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: 0.8125rem/1.5 var(--mono); overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 0; box-shadow: 0 0 0 6px var(--focus); }
.lead { font-size: var(--large); }
.hint, .quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hint { display: block; font-size: var(--small); font-weight: normal; }
`;

const FRAME = `
.skip { position: absolute; left: -100rem; }
.skip:focus { left: var(--room); top: var(--room); background: var(--paper); padding: var(--gap) var(--room); z-index: 1; }
.band { border-top: 0.375rem solid var(--state); border-bottom: 1px solid var(--line); }
.band .brand { display: flex; flex-wrap: wrap; gap: var(--gap) var(--room); justify-content: space-between; align-items: center; padding-top: 0.75rem; padding-bottom: 0.75rem; }
.band .brand a { color: var(--ink); font-weight: 700; text-decoration: none; }
.band .who { display: flex; flex-wrap: wrap; gap: var(--gap) var(--room); align-items: center; font-size: var(--small); }
.band .who form { margin: 0; }
nav.main { border-top: 1px solid var(--line); background: var(--soft); max-width: none; padding: 0; }
nav.main ul { display: flex; flex-wrap: wrap; gap: 0; list-style: none; margin: 0 auto; padding: 0; max-width: 72rem; font-size: var(--small); }
nav.main a { display: block; padding: 0.625rem 0.75rem; text-decoration: none; }
nav.main a:hover { text-decoration: underline; }
nav.main li:first-child a { margin-left: 0.25rem; }
nav.main a[aria-current] { color: var(--ink); font-weight: 700; box-shadow: inset 0 -0.25rem var(--state); }
nav.main a:focus-visible { outline-offset: -3px; box-shadow: inset 0 0 0 6px var(--focus); }
nav.pages { display: flex; flex-wrap: wrap; gap: var(--room); margin: var(--room) 0; }
`;

const PARTS = `
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: var(--room) 0; }
caption { text-align: left; font-weight: 700; padding: var(--gap) 0; }
th, td { border: 1px solid var(--line); padding: 0.5rem 0.625rem; text-align: left; vertical-align: top; }
thead th { background: var(--soft); border-bottom: 2px solid var(--edge); }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.notice { border: 1px solid var(--edge); border-left: 0.5rem solid var(--bad); background: var(--bad-soft); padding: var(--gap) var(--room); margin: var(--room) 0; max-width: 60rem; }
.notice h2 { margin: 0; }
.notice.good { border-left-color: var(--good); background: var(--good-soft); }
.notice.warn { border-left-color: var(--warn); background: var(--warn-soft); }
.notice.info { border-left-color: var(--info); background: var(--info-soft); }
.tag { display: inline-block; padding: 0 0.5rem; border-radius: 0.25rem; background: var(--soft); color: var(--ink); font-size: var(--small); font-weight: 600; }
td .tag, td a.act { white-space: nowrap; }
.tag.good { background: var(--good-soft); color: var(--good); }
.tag.warn { background: var(--warn-soft); color: var(--warn); }
.tag.bad { background: var(--bad-soft); color: var(--bad); }
.tag.info { background: var(--info-soft); color: var(--info); }
.empty { border: 1px dashed var(--edge); padding: var(--room); color: var(--quiet); max-width: none; }
progress { width: 100%; max-width: 16rem; height: 1rem; vertical-align: middle; accent-color: var(--info); }
ul.plain { list-style: none; margin: 0; padding: 0; }
pre { font: 0.875rem/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: var(--gap) var(--room); max-width: 60rem; }
.letter { border: 1px solid var(--line); border-left: 0.25rem solid var(--edge); margin: var(--gap) 0 var(--room); padding: var(--gap) var(--room); max-width: 46rem; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: var(--gap) 0; color: var(--link); }
`;

const FORMS = `
button, .button { font: inherit; font-weight: 600; display: inline-block; padding: 0.5rem 1.25rem; min-height: 2.75rem; border: 1px solid var(--link); border-radius: 0.25rem; background: var(--link); color: var(--paper); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: #082c6a; }
button.second, .button.second { background: var(--paper); color: var(--link); }
button.second:hover, .button.second:hover { background: var(--info-soft); }
button.danger { background: var(--bad); border-color: var(--bad); }
button.danger:hover { background: #6d1414; }
.band button { min-height: 2.25rem; padding: 0.25rem 0.875rem; }
.actions { display: flex; flex-wrap: wrap; gap: var(--room); align-items: center; margin: var(--room) 0; }
.actions form { margin: 0; }
.field { margin: 1.25rem 0; max-width: 40rem; }
.field label, fieldset legend { display: block; font-weight: 600; }
.field.failed { border-left: 0.25rem solid var(--bad); padding-left: var(--room); }
.field .error { color: var(--bad); font-weight: 600; margin: 0.25rem 0; }
input, select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 0.25rem; padding: 0.5rem; width: 100%; max-width: 40rem; min-height: 2.75rem; }
textarea { min-height: 8rem; }
fieldset { border: 0; padding: 0; margin: 1.25rem 0; }
legend { padding: 0; }
form.inline { display: flex; flex-wrap: wrap; gap: var(--room); align-items: flex-end; margin: 0 0 1.5rem; }
form.inline .field { margin: 0; flex: 0 1 24rem; }
.beside { display: grid; grid-template-columns: minmax(0, 40rem) minmax(0, 1fr); gap: 0 var(--wide); }
.beside aside { border-left: 0.25rem solid var(--line); padding-left: var(--room); margin: 1.25rem 0; color: var(--quiet); }
.check { display: grid; grid-template-columns: 1.75rem 1fr; gap: 0 var(--gap); margin: 0.75rem 0; max-width: 40rem; }
.check input { width: 1.5rem; height: 1.5rem; min-height: 0; margin: 0.125rem 0 0; }
.check label { font-weight: normal; }
`;

/** On a phone a table's rows stand below each other, each cell behind its heading; in print only what was asked for. */
const PLACES = `
@media (max-width: 44rem) {
  dl, .beside { grid-template-columns: 1fr; }
  dd { margin-bottom: var(--gap); }
  table.stack thead { position: absolute; left: -100rem; }
  table.stack, table.stack caption, table.stack tbody, table.stack tr, table.stack th, table.stack td { display: block; }
  table.stack tr { border: 1px solid var(--line); margin: 0 0 var(--room); padding: var(--gap); }
  table.stack th, table.stack td { border: 0; padding: 0.125rem 0.25rem; text-align: left; white-space: normal; }
  table.stack td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); }
  table.stack td:empty { display: none; }
}
@media print {
  body { font-size: 11pt; }
  nav, .skip, .who, form, form.inline, .button { display: none; }
  a { color: inherit; text-decoration: none; }
  tr, .notice { break-inside: avoid; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

export const STYLE = [TOKENS, TEXT, FRAME, PARTS, FORMS, PLACES, LINK_STYLE, FIGURES_STYLE].join("");

/** Only this style, no script, no frame, nothing from anywhere but pictures of ours; forms go to pages of ours. */
export const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: [`'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`],
  imgSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** The same for a page that follows a run: one file of ours as its script, which asks this portal only. */
export const FOLLOWING_POLICY = { ...CONTENT_SECURITY_POLICY, scriptSrc: ["'self'"], connectSrc: ["'self'"] };
