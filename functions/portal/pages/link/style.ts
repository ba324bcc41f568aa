/** What the pages of links need beside the other pages: large buttons, the first page as a picture, rows as cards on a phone. */
export const LINK_STYLE = `
.report { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1.5rem; align-items: start; border-top: 1px solid #767676; margin-top: 2rem; padding-top: 1rem; }
.report > :last-child { grid-column: 2; }
.report > :only-child { grid-column: 1 / -1; }
.report h2 { margin-top: 0; }
.cover img { display: block; width: 100%; height: auto; border: 1px solid #767676; }
.link details { border-top: 1px solid #c3c7ce; }
.link details li { margin-bottom: 0.5rem; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  .report { display: block; }
  .cover img { max-width: 13rem; margin-bottom: 1rem; }
  .link .button { display: block; width: 100%; text-align: center; }
  table.overview tr { display: grid; grid-template-columns: 1fr 1fr; }
  table.overview th { grid-column: 1 / -1; }
}
@media print { .link .actions, .cover { display: none; } }
`;
