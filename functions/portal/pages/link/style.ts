/** What the pages of links need beside the other pages: large buttons, the first page as a picture, rows as cards on a phone. */
export const LINK_STYLE = `
.lead { font-size: 1.1875rem; }
.hint { color: #444; font-size: 0.9375rem; }
.report { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1.5rem; align-items: start; border-top: 1px solid #767676; margin-top: 2rem; padding-top: 1rem; }
.report > :last-child { grid-column: 2; }
.report > :only-child { grid-column: 1 / -1; }
.report h2 { margin-top: 0; }
.cover img { display: block; width: 100%; height: auto; border: 1px solid #767676; }
.link .actions { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; }
.link .button { display: inline-block; padding: 0.625rem 1.25rem; min-height: 2.75rem; box-sizing: border-box; border: 2px solid #0b3d91; border-radius: 0.25rem; background: #0b3d91; color: #fff; font-weight: 600; text-decoration: none; }
.link .button.second { background: #fff; color: #0b3d91; }
.link .button:hover { text-decoration: underline; }
.link summary { cursor: pointer; padding: 0.5rem 0; color: #0b3d91; }
.link details { border-top: 1px solid #c3c7ce; }
.link details li { margin-bottom: 0.5rem; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .report { display: block; }
  .cover img { max-width: 13rem; margin-bottom: 1rem; }
  .link .button { display: block; width: 100%; text-align: center; }
  table.stack thead { position: absolute; left: -100rem; }
  table.stack, table.stack caption, table.stack tbody, table.stack tr, table.stack th, table.stack td { display: block; }
  table.stack tr { border: 1px solid #767676; margin: 0 0 1rem; padding: 0.5rem; }
  table.stack th, table.stack td { border: 0; padding: 0.125rem 0.25rem; text-align: left; white-space: normal; }
  table.stack td[data-label]::before { content: attr(data-label) ": "; color: #444; }
  table.stack td:empty { display: none; }
  table.overview tr { display: grid; grid-template-columns: 1fr 1fr; }
  table.overview th { grid-column: 1 / -1; }
}
@media print { .link .actions, .cover { display: none; } }
`;
