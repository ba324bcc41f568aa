/**
 * What a table of many agencies and targets needs: its head and first column stay while it is moved within its frame; on
 * paper it is laid out across.
 */
export const FIGURES_STYLE = `
form.many .field { flex: 1 1 15rem; max-width: 22rem; }
.heat { position: relative; max-height: 80vh; overflow: auto; border: 1px solid var(--line); margin: var(--room) 0; }
.heat table { border-collapse: separate; border-spacing: 0; margin: 0; width: auto; min-width: 100%; font-size: var(--small); line-height: 1.35; }
.heat th, .heat td { border-width: 0 1px 1px 0; padding: 0.375rem 0.5rem; min-width: 6.75rem; }
.heat thead th { position: sticky; top: 0; z-index: 1; font-size: 0.875rem; line-height: 1.25; font-weight: 600; vertical-align: bottom; min-width: 8.5rem; }
.heat tbody th { position: sticky; left: 0; background: var(--paper); font-weight: 400; min-width: 9rem; max-width: 16rem; border-right: 2px solid var(--edge); }
.heat thead th:first-child { left: 0; z-index: 2; border-right: 2px solid var(--edge); }
.heat tr.sum th, .heat tr.sum td { border-bottom: 2px solid var(--edge); font-weight: 700; }
.heat td { text-align: right; font-variant-numeric: tabular-nums; }
.heat td.good { background: var(--good-soft); }
.heat td.warn { background: var(--warn-soft); }
.heat td.bad { background: var(--bad-soft); }
.heat td a { display: block; min-height: 1.5rem; text-decoration: none; }
.heat .value { text-decoration: underline; text-underline-offset: 0.15em; }
.heat a:hover .value { text-decoration-thickness: 0.15em; }
.heat .mark, .heat thead .hint { display: block; font-size: 0.8125rem; font-weight: 400; white-space: nowrap; }
.heat thead .hint { white-space: normal; font-size: 0.75rem; }
.heat td.good .mark { color: var(--good); }
.heat td.warn .mark { color: var(--warn); }
.heat td.bad .mark { color: var(--bad); }
.traced { position: relative; }
.traced th.number { white-space: normal; min-width: 5rem; }
.traced td .hint { white-space: normal; }
@media (max-width: 44rem) {
  .heat tbody th { min-width: 7.5rem; max-width: 8.5rem; }
  .heat thead th { min-width: 7.5rem; }
}
@page across { size: A4 landscape; margin: 12mm; }
@media print {
  .heat { page: across; max-height: none; overflow: visible; border: 0; }
  .heat table { font-size: 7pt; min-width: 0; }
  .heat th, .heat td, .heat thead th, .heat tbody th { position: static; min-width: 0; padding: 1pt 2pt; }
  .heat thead th { font-size: 6.5pt; }
  .heat tbody th, .heat thead th:first-child { min-width: 3cm; }
  .heat .mark { font-size: 6pt; white-space: normal; }
  .heat thead .hint { display: none; }
  .scroll { overflow: visible; }
}
`;
